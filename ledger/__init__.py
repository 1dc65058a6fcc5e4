"""Remember: articles, claims, facts, changes, outbox. The only user of SQLAlchemy."""
