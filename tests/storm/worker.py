"""A worker to be killed: `python -m tests.storm.worker DATABASE CHAT LEASE`, until SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from datetime import timedelta

from bot.zones import use_packaged_zones


async def work(database: str, chat: str, lease: float) -> None:
    """Deliver what is due to the chat on loopback."""
    from bot.bootstrap import open_desk
    from bot.delivery import DELIVER
    from bot.serving import NightShift
    from config.settings import load_settings
    from tests.fakes.chat_server import LoopbackChat

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    given = load_settings({"NIGHTDESK_DATABASE_URL": database, "NIGHTDESK_HOME": tempfile.gettempdir()})
    async with open_desk(given=given) as desk:
        desk.ledger.lease = timedelta(seconds=lease)
        platforms = {"slack": LoopbackChat("slack", chat), "discord": LoopbackChat("discord", chat, once=True)}
        shift = NightShift(desk, platforms, with_fronts=False, kinds=(DELIVER,))
        await shift.start()
        await stop.wait()
        await shift.stop()


if __name__ == "__main__":
    use_packaged_zones()
    asyncio.run(work(sys.argv[1], sys.argv[2], float(sys.argv[3])))
