from prefect import flow


@flow(name="read-article")
def read_article() -> None:
    print("한글")
