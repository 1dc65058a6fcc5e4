"""Wire and schedule: Prefect flows, settings, composition, the command line. The only user of Prefect."""
