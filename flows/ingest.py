from prefect import flow


@flow(name="ingest-seeds")
def ingest_seeds() -> None:
    print("한글")
