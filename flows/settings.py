"""Settings of the monitor, from the environment (`BONGSU_…`) and a `.env` file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.environment import PROJECT
from flows.secret_blocks import PREFIX, SecretBlock


class Settings(BaseSettings):
    """Read once where a command or a flow starts, and handed on; nothing else looks at the environment."""

    model_config = SettingsConfigDict(
        env_prefix="BONGSU_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data: Path = Field(
        default_factory=lambda: user_data_path("bongsu"),
        description="Folder for the ledger, the alerts written without Slack, and Prefect's own database.",
    )
    ledger: str = Field(
        default="",
        description="SQLAlchemy address of the ledger; empty: a SQLite file in the data folder.",
    )
    watch_list: Path = Field(
        default=PROJECT / "deployments" / "watch_list.yaml",
        description="The watch list: organisations, feeds, destinations.",
    )
    seeds: Path = Field(default=PROJECT / "seeds", description="Folder of the seed corpus and its manifest.")
    review: Literal["nothing", "rumors", "single-source"] = Field(
        default="nothing",
        description="What waits for a person before anybody is told: `rumors`, or `single-source` (rumours, and what one origin alone states).",
    )
    review_days: int = Field(default=3, ge=1, le=365, description="Days that a person has for it.")
    review_unanswered: Literal["tell", "drop"] = Field(
        default="tell", description="What becomes of it then: it is told as unsure as it is, or nobody is told."
    )
    text_days: int = Field(
        default=0,
        ge=0,
        le=36_500,
        description="Days after which upkeep removes the text of articles; what they state, with its sentences, stays. 0: never.",
    )
    slack_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("BONGSU_SLACK_TOKEN", "SLACK_BOT_TOKEN"),
        description="Bot token (xoxb-…); without one, alerts go to the terminal and to a file.",
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("BONGSU_SLACK_APP_TOKEN", "SLACK_APP_TOKEN"),
        description="App-level token (xapp-…, scope connections:write); with it, alerts have buttons and `bongsu listen` takes their answers.",
    )
    slack_address: str = Field(
        default="https://slack.com/api/", description="Where Slack's Web API is; another only for tests."
    )
    naver_client_id: str = Field(
        default="", description="Client id of an application at Naver, for the `searches` of the watch list."
    )
    naver_client_secret: SecretStr | None = Field(default=None, description="The client secret that belongs to it.")
    naver_door: Literal["developers", "cloud"] = Field(
        default="developers",
        description="Where the application is registered: `developers` (developers.naver.com) or `cloud` (NAVER API HUB).",
    )
    naver_address: str = Field(default="", description="Where the search answers; another only for tests.")
    dart_key: SecretStr | None = Field(
        default=None, description="Key of OpenDART (40 characters), for the `disclosures` of the watch list."
    )
    dart_address: str = Field(
        default="https://opendart.fss.or.kr/api/", description="Where OpenDART answers; another only for tests."
    )
    contact: str = Field(
        default="",
        description="Address or URL named in the User-Agent, so that a publisher can reach who runs this monitor.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts on private addresses that may be read all the same (an intranet's feeds), as JSON list.",
    )

    @field_validator("slack_token", "slack_app_token", "naver_client_secret", "dart_key")
    @classmethod
    def _from_block(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None or not value.get_secret_value().startswith(PREFIX):
            return value
        return SecretBlock(value.get_secret_value(), f"BONGSU_{str(info.field_name).upper()}")

    @property
    def ledger_address(self) -> str:
        """The ledger's SQLAlchemy address, the default filled in; the data folder is made where it is missing."""
        if self.ledger:
            return self.ledger
        self.data.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{self.data / 'ledger.sqlite'}"

    @property
    def alerts_file(self) -> Path:
        """Where alerts are written when no Slack token is set."""
        return self.data / "alerts.txt"
