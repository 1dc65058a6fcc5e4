"""The channel as a page: messages from their own blocks, so that one sees what a reader sees."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Any

from tests.slack_server.workspace import Workspace

_STYLE = """
body{font:15px/1.46 Lato,'Noto Sans KR',system-ui,sans-serif;margin:0;background:#fff;color:#1d1c1d}
header{border-bottom:1px solid #ddd;padding:12px 20px;font-weight:900;font-size:18px}
article{display:flex;gap:10px;padding:10px 20px}
article.reply{margin-left:46px;border-left:2px solid #eee}
.face{width:36px;height:36px;border-radius:6px;background:#611f69;color:#fff;display:grid;place-items:center;flex:none}
.who{font-weight:900}.app{font-size:10px;background:#e8e8e8;border-radius:2px;padding:1px 3px;margin:0 6px;color:#616061}
.when,.hint{color:#616061;font-size:12px}
blockquote{margin:4px 0;padding-left:12px;border-left:4px solid #ddd}
.body{white-space:pre-wrap;max-width:680px}a{color:#1264a3;text-decoration:none}
button{border:1px solid #ccc;background:#fff;border-radius:12px;padding:1px 8px;margin:4px 4px 0 0;font-size:13px}
form{display:inline}.user{background:#e8f5fa;color:#1264a3;border-radius:3px;padding:0 2px}
"""
_FACES = {"white_check_mark": "✅", "x": "❌", "repeat": "🔁", "no_bell": "🔕"}


def page(workspace: Workspace) -> bytes:
    parts = [
        f"<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=5><title>Slack</title><style>{_STYLE}</style>"
    ]
    for channel in workspace.channels.values():
        parts.append(f"<header># {escape(channel.name)}</header>")
        messages = workspace.visible(channel.id)
        roots = [m for m in messages if not m.get("thread_ts")]
        for root in roots:
            parts.append(_message(channel.id, root, ""))
            parts += [_message(channel.id, m, "reply") for m in messages if m.get("thread_ts") == root["ts"]]
        if not roots:
            parts.append("<p style='padding:20px'>Nothing has been told yet.</p>")
    return "".join(parts).encode("utf-8", "replace")


def _message(channel: str, message: dict[str, Any], kind: str) -> str:
    body = "".join(_block(channel, message, b) for b in message.get("blocks", ())) or escape(message.get("text", ""))
    edited = " <span class=hint>(edited)</span>" if "edited" in message else ""
    return (
        f"<article class='{kind}' title='{escape(message.get('text', ''), quote=True)}'><div class=face>烽</div><div>"
        f"<span class=who>bongsu</span><span class=app>APP</span><span class=when title='{escape(message['ts'])}'>{_time(message['ts'])}</span>"
        f"<div class=body>{body}{edited}</div>{_reactions(channel, message)}</div></article>"
    )


def _time(ts: str) -> str:
    return f"{datetime.fromtimestamp(float(ts)):%H:%M}"  # noqa: DTZ006  as Slack does, in the time of who looks


def _block(channel: str, message: dict[str, Any], block: dict[str, Any]) -> str:
    if block["type"] == "rich_text":
        return "".join(map(_element, block["elements"]))
    if block["type"] == "actions":
        return "".join(
            _form(
                "/click",
                one["text"]["text"],
                channel=channel,
                ts=message["ts"],
                action_id=one["action_id"],
                value=one.get("value", ""),
            )
            for one in block["elements"]
        )
    return f"<div>{escape(str(block.get('text', {}).get('text', '')))}</div>"


def _element(element: dict[str, Any]) -> str:
    inner = "".join(map(_inline, element["elements"]))
    return (
        f"<blockquote>{inner}</blockquote>" if element["type"] == "rich_text_quote" else f"<div>{inner.rstrip()}</div>"
    )


def _inline(one: dict[str, Any]) -> str:
    if one["type"] == "user":
        return f"<span class=user>@{escape(one['user_id'])}</span>"
    text = escape(one.get("text", ""))
    if one["type"] == "link":
        text = f"<a href='{escape(one['url'], quote=True)}' rel=noreferrer>{text}</a>"
    for style, tag in (("bold", "b"), ("italic", "i"), ("strike", "s")):
        if style in one.get("style", {}):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _reactions(channel: str, message: dict[str, Any]) -> str:
    given = {r["name"]: r["count"] for r in message.get("reactions", ())}
    return "".join(
        _form("/react", f"{face} {given.get(name, '')}".strip(), channel=channel, ts=message["ts"], name=name)
        for name, face in _FACES.items()
    )


def _form(action: str, text: str, **fields: str) -> str:
    hidden = "".join(f"<input type=hidden name={n} value='{escape(v, quote=True)}'>" for n, v in fields.items())
    return f"<form method=post action={action}>{hidden}<button>{escape(text)}</button></form>"
