from prefect import flow


@flow(name="watch-feeds")
def watch_feeds() -> None:
    print("한글")
