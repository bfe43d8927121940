"""A visitor without a browser: Streamlit's own messages over its websocket, timed and weighed."""

import socket as tcp
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect


@dataclass(frozen=True)
class Run:
    """One run of the script as the visitor saw it: milliseconds from asking to « finished », bytes and messages."""

    ms: float
    size: int
    messages: list[ForwardMsg] = field(repr=False)
    map_size: int = 0


@dataclass
class Visitor:
    """An open tab: keeps what a browser keeps (page, widgets, messages it has seen) and asks for runs.

    `choices` names the kind of each widget of choices by its id, `boxes` are the select boxes by label, `held` is what the widgets hold,
    `pressed` the button that the next run is to find pressed, `panels` are the popovers that the page has, which
    stand open all at once where the visitor `opens_panels`: no browser does, and each is drawn only while it is open.
    """

    socket: ClientConnection
    query: str
    page: str
    page_hash: str = ""
    seen: set[str] = field(default_factory=set)
    boxes: dict[str, Any] = field(default_factory=dict)
    held: dict[str, str | list[str]] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    pressed: str = ""
    panels: set[str] = field(default_factory=set)
    opens_panels: bool = False

    async def run(self) -> Run:
        """Ask for a run with the widgets as they are, and wait for its end."""
        asked = BackMsg()
        script = asked.rerun_script
        script.query_string = self.query
        if self.page_hash:
            script.page_script_hash = self.page_hash
        else:
            script.page_name = self.page
        script.cached_message_hashes.extend(self.seen)
        for identifier, value in self.held.items():
            state = script.widget_states.widgets.add()
            state.id = identifier
            if isinstance(value, str):
                state.string_value = value
            else:
                state.string_array_value.data.extend(value)
        for identifier in self.panels if self.opens_panels else ():
            state = script.widget_states.widgets.add()
            state.id, state.bool_value = identifier, True
        if self.pressed:
            state = script.widget_states.widgets.add()
            state.id, state.trigger_value, self.pressed = self.pressed, True, ""
        began, size, map_size, messages = time.perf_counter(), 0, 0, []
        await self.socket.send(asked.SerializeToString())
        _acknowledge_at_once(self.socket)
        async for raw in self.socket:
            _acknowledge_at_once(self.socket)
            size += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            messages.append(message)
            self._keep(message)
            if message.delta.new_element.WhichOneof("type") == "component_instance":
                map_size += len(raw)
            if message.WhichOneof("type") == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break  # a run that asks for another one is followed by it
        return Run((time.perf_counter() - began) * 1000, size, messages, map_size)

    async def until(self, kind: str) -> ForwardMsg:
        """The next message of `kind`; those before it are passed over."""
        async for raw in self.socket:
            message = ForwardMsg()
            message.ParseFromString(raw)
            if message.WhichOneof("type") == kind:
                return message
        raise ConnectionError(f"the server closed the line before it sent {kind}")

    async def choose(self, label: str, option: str) -> Run:
        """Choose `option` in the select box `label`."""
        self.held[self.boxes[label].id] = option
        return await self.run()

    def _keep(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self.seen.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            if message.delta.add_block.popover.id:
                self.panels.add(message.delta.add_block.popover.id)
            element = message.delta.new_element.WhichOneof("type")
            if element in ("selectbox", "multiselect", "button_group"):
                widget = getattr(message.delta.new_element, element)
                self.choices[widget.id] = element
                if element == "selectbox":
                    self.boxes[widget.label] = widget
        if kind == "session_event":
            raise RuntimeError(str(message))
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)


def _acknowledge_at_once(socket: ClientConnection) -> None:
    """Have the system acknowledge what comes (Linux): a server that waits for it, as Streamlit's own does, would be 40 ms slower now and then."""
    if hasattr(tcp, "TCP_QUICKACK"):
        socket.transport.get_extra_info("socket").setsockopt(tcp.IPPROTO_TCP, tcp.TCP_QUICKACK, 1)


@asynccontextmanager
async def visitor(port: int, page: str = "", query: str = "lang=fr") -> AsyncIterator[Visitor]:
    """Open a tab on `page`; the first run is the visitor's to ask for."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(
        address, subprotocols=["streamlit"], max_size=None, open_timeout=120, ping_interval=None, origin=f"http://127.0.0.1:{port}"
    ) as socket:
        yield Visitor(socket, query, page)
