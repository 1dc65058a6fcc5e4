"""Tell people: message, routes, delivery. The only user of slack-sdk."""
