from pathlib import Path

import yaml

from sources.feeds import Feed

DEFAULT = Path(__file__).parents[2] / "deployments" / "feeds.default.yaml"


def test_the_default_feeds_are_valid_and_told_apart():
    """Every default feed is a valid definition, with a name, an address and a publisher of its own."""
    feeds = [Feed.model_validate(each) for each in yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))["feeds"]]
    assert len(feeds) >= 10
    assert len({feed.name for feed in feeds}) == len({feed.url for feed in feeds}) == len(feeds)
    assert all(feed.publisher for feed in feeds)
    assert all(feed.url.startswith("https://") for feed in feeds)
