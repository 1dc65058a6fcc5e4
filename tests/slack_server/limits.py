"""What Slack refuses in a message. Limits as documented for blocks, text objects, metadata and chat.postMessage."""

from __future__ import annotations

import re
from typing import Any

BLOCKS, TEXT_OBJECT, ALL_BLOCKS, TEXT, UPDATE_TEXT = 50, 3000, 11_000, 40_000, 4000
ACTIONS, FIELDS, CONTEXT, HEADER, METADATA = 25, 10, 10, 150, 8000
_STYLES = {"bold", "italic", "strike", "code"}


class RefusedError(Exception):
    """Slack's answer `ok: false` with this code; `details` as in `response_metadata.messages`."""

    def __init__(self, code: str, details: str = "") -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


def check_message(text: Any, blocks: Any, metadata: Any, *, text_limit: int = TEXT) -> None:
    """RefusedError with the code that Slack would give."""
    if text is not None and not isinstance(text, str):
        raise RefusedError("invalid_arguments", "text must be a string")
    if not text and not blocks:
        raise RefusedError("no_text")
    if text and len(text) > text_limit:
        raise RefusedError("msg_too_long")
    if blocks is not None:
        check_blocks(blocks)
    if metadata is not None:
        check_metadata(metadata)


def check_blocks(blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise RefusedError("invalid_blocks_format")
    if len(blocks) > BLOCKS:
        raise RefusedError("invalid_blocks", f"no more than {BLOCKS} items allowed")
    ids = [block.get("block_id") for block in blocks if isinstance(block, dict) and block.get("block_id")]
    _wants(len(ids) == len(set(ids)), "block_id must be unique")
    for block in blocks:
        _wants(isinstance(block, dict), "a block must be an object")
        _wants(len(block.get("block_id", "")) <= 255, "block_id")
        check = _BLOCKS.get(block.get("type", ""))
        _wants(check is not None, f"unsupported type: {block.get('type')}")
        check(block)
    if sum(map(_characters, blocks)) > ALL_BLOCKS:
        raise RefusedError("msg_blocks_too_long")


def check_metadata(metadata: Any) -> None:
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format")
    if metadata == {}:
        return
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise RefusedError("invalid_metadata_schema")
    if len(str(metadata)) > METADATA:
        raise RefusedError("metadata_too_large")


def _wants(condition: Any, details: str) -> None:
    if not condition:
        raise RefusedError("invalid_blocks", details)


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        return sum(len(v) if k == "text" and isinstance(v, str) else _characters(v) for k, v in value.items())
    return sum(map(_characters, value)) if isinstance(value, list) else 0


def _text_object(value: Any, limit: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> None:
    _wants(isinstance(value, dict) and value.get("type") in kinds, f"a text object of {kinds}")
    _wants(set(value) <= {"type", "text", "emoji", "verbatim"}, "unknown field in a text object")
    _wants(isinstance(value.get("text"), str) and 1 <= len(value["text"]) <= limit, f"text of 1 to {limit} characters")


def _section(block: dict[str, Any]) -> None:
    _wants("text" in block or block.get("fields"), "a section needs text or fields")
    if "text" in block:
        _text_object(block["text"], TEXT_OBJECT)
    _wants(len(block.get("fields", [])) <= FIELDS, "no more than 10 fields")
    for one in block.get("fields", []):
        _text_object(one, 2000)


def _header(block: dict[str, Any]) -> None:
    _text_object(block.get("text"), HEADER, ("plain_text",))


def _context(block: dict[str, Any]) -> None:
    _wants(1 <= len(block.get("elements", [])) <= CONTEXT, "1 to 10 elements")
    for one in block["elements"]:
        if one.get("type") != "image":
            _text_object(one, TEXT_OBJECT)


def _actions(block: dict[str, Any]) -> None:
    elements = block.get("elements", [])
    _wants(1 <= len(elements) <= ACTIONS, "1 to 25 elements")
    ids = [one.get("action_id") for one in elements]
    _wants(len(ids) == len(set(ids)), "action_id must be unique")
    for one in elements:
        _wants(one.get("type") == "button", "only buttons are known here")
        _text_object(one.get("text"), 75, ("plain_text",))
        _wants(len(one.get("value", "")) <= 2000 and len(one.get("url", "")) <= 3000, "value or url too long")
        _wants(1 <= len(one.get("action_id", "x")) <= 255, "action_id")
        _wants(one.get("style", "primary") in {"primary", "danger"}, "style")


def _rich_text(block: dict[str, Any]) -> None:
    _wants(set(block) <= {"type", "elements", "block_id"}, "unknown field in rich_text")
    _wants(isinstance(block.get("elements"), list) and block["elements"], "rich_text needs elements")
    for element in block["elements"]:
        kind = element.get("type")
        if kind == "rich_text_list":
            _wants(element.get("style") in {"bullet", "ordered"}, "style of a list")
            inner = [one for section in element.get("elements", []) for one in section.get("elements", [])]
        else:
            _wants(kind in {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}, f"rich text: {kind}")
            inner = element.get("elements", [])
        _wants(inner, "an element without content")
        for one in inner:
            _inline(one)


def _inline(one: dict[str, Any]) -> None:
    style = one.get("style", {})
    _wants(isinstance(style, dict) and set(style) <= _STYLES and all(v is True for v in style.values()), "style")
    match one.get("type"):
        case "text":
            _wants(isinstance(one.get("text"), str) and 1 <= len(one["text"]) <= TEXT_OBJECT, "text of 1 to 3000")
            _wants(set(one) <= {"type", "text", "style"}, "unknown field in text")
        case "link":
            _wants(re.fullmatch(r"https?://[^\s<>]+", one.get("url", "")) and len(one["url"]) <= 3000, "url")
            _wants(len(one.get("text", "x")) >= 1, "text of a link")
        case "user":
            _wants(re.fullmatch(r"[UW][A-Z0-9]+", one.get("user_id", "")), "user_id")
        case "emoji":
            _wants(re.fullmatch(r"[a-z0-9_+-]+", one.get("name", "")), "name of an emoji")
        case kind:
            _wants(False, f"rich text: {kind}")


_BLOCKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich_text,
    "divider": lambda block: _wants(set(block) <= {"type", "block_id"}, "a divider has no content"),
}
