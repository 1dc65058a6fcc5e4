from prefect import flow


@flow(name="deliver-alerts")
def deliver_alerts() -> None:
    print("한글")
