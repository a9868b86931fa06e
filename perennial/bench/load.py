"""Eight clients at once, in a process of their own: `python -m perennial.bench.load`, the order as JSON on standard input."""

import asyncio
import sys
import time

import orjson

CLIENTS = 8


def main():
    """Read {"port", "seconds", "requests": [whole requests as text]}; print {"per_second", "p95", "failed"}."""
    order = orjson.loads(sys.stdin.buffer.read())
    sys.stdout.write(orjson.dumps(asyncio.run(run(**order))).decode())


async def run(port, seconds, requests):
    """Send the requests in turn over kept-alive connections until the time is over."""
    until, waits, failed = time.monotonic() + seconds, [], []
    turn = iter(requests)
    began = time.monotonic()
    await asyncio.gather(*(_one(port, turn, until, waits, failed) for _client in range(CLIENTS)))
    waits.sort()
    last = waits[int(len(waits) * 0.95)] if waits else 0
    return {"per_second": round(len(waits) / (time.monotonic() - began), 1), "p95": round(last * 1000, 1), "failed": len(failed)}


async def _one(port, turn, until, waits, failed):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in turn:
        began = time.monotonic()
        if began > until:
            break
        writer.write(request.encode())
        status = await asyncio.wait_for(_read(reader), 120)
        waits.append(time.monotonic() - began)
        if not 200 <= status < 400:
            failed.append(status)
    writer.close()


async def _read(reader):
    """Read one whole answer; return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    _version, status, *_rest = head.split()
    if "content-length:" in head:
        await reader.readexactly(int(head.split("content-length:")[1].split()[0]))
    elif "chunked" in head:
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(status)


if __name__ == "__main__":
    main()
