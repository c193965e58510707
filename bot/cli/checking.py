"""`nightdesk check-url`: would the fetcher go there?"""

from __future__ import annotations

from bot.cli.output import say, write, write_json


async def check_addresses(urls: list[str], *, as_json: bool) -> bool:
    """Print a verdict for each address; True if all are allowed."""
    from bot.bootstrap import fetch_policy
    from summarizer.fetch.guard import judge

    policy = fetch_policy()
    verdicts = [await judge(url, policy) for url in urls]
    if as_json:
        write_json([{"url": each.url, "allowed": each.allowed, "reason": each.reason} for each in verdicts])
    else:
        for each in verdicts:
            write(
                f"{'allowed' if each.allowed else 'refused'}  {each.url}"
                + (f"  ({each.reason})" if each.reason else "")
            )
    refused = [each for each in verdicts if not each.allowed]
    if refused:
        say(
            f"nightdesk: {len(refused)} of {len(verdicts)} refused."
            " NIGHTDESK_ALLOW_NETWORKS lets the fetcher into networks of your own."
        )
    return not refused
