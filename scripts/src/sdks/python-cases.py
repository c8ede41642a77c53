"""Calls every operation of the Python SDK. Prints one line of JSON per operation.

Reads BASE_URL and API_KEY. Runs on Python 3.9 and newer.
"""

import json
import os
import uuid
from datetime import datetime

import superserve
from superserve import NetworkConfig, Sandbox, Secret, Template
from superserve.errors import (
    AuthenticationError,
    ConflictError,
    NotFoundError,
    SandboxError,
    ValidationError,
)

base_url = os.environ["BASE_URL"]
api_key = os.environ["API_KEY"]
target = {"base_url": base_url, "api_key": api_key}


def create(**options):
    return Sandbox.create(**{"name": "demo", **target, **options})


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"got {actual!r}, expected {expected!r}")


def rejects(call, kind):
    try:
        call()
    except kind:
        return
    raise AssertionError(f"did not raise {kind.__name__}")


def create_sandbox():
    sandbox = create(metadata={"env": "prod"}, env_vars={"A": "b"})
    same([sandbox.name, sandbox.status.value, sandbox.metadata], ["demo", "active", {"env": "prod"}])


def create_with_network():
    sandbox = create(network=NetworkConfig(allow_out=["api.openai.com"]))
    found = [info for info in Sandbox.list(**target) if info.id == sandbox.id]
    same(found[0].network.allow_out, ["api.openai.com"])


def list_newest_first():
    older = create(metadata={"run": "order"})
    newer = create(metadata={"run": "order"})
    found = Sandbox.list(metadata={"run": "order"}, **target)
    same([info.id for info in found], [newer.id, older.id])
    same(isinstance(found[0].created_at, datetime), True)


def list_by_two_keys():
    create(metadata={"a": "1", "b": "2"})
    same(len(Sandbox.list(metadata={"a": "1", "b": "2"}, **target)), 1)
    same(Sandbox.list(metadata={"a": "1", "b": "3"}, **target), [])


def pause_and_resume():
    sandbox = create()
    sandbox.pause()
    same(sandbox.get_info().status.value, "paused")
    sandbox.resume()
    same(sandbox.get_info().status.value, "active")


def update_metadata():
    sandbox = create(metadata={"a": "1"})
    sandbox.update(metadata={"b": "2"})
    same(sandbox.get_info().metadata, {"b": "2"})


def update_network():
    sandbox = create()
    sandbox.update(network=NetworkConfig(deny_out=["0.0.0.0/0"]))
    same(sandbox.get_info().network.deny_out, ["0.0.0.0/0"])


def kill_twice():
    sandbox = create()
    sandbox.kill()
    Sandbox.kill_by_id(sandbox.id, **target)


def trailing_slash():
    found = Sandbox.list(metadata={"run": "order"}, base_url=base_url + "/", api_key=api_key)
    same(len(found), 2)


def wrong_key():
    rejects(lambda: Sandbox.list(base_url=base_url, api_key="ss_live_wrong"), AuthenticationError)


cases = {
    "create": create_sandbox,
    "create with one list of network rules": create_with_network,
    "create with timeout_seconds": lambda: same(
        create(timeout_seconds=60).get_info().timeout_seconds, 60
    ),
    "create from a template": lambda: create(from_template="superserve/base"),
    "create from an unknown template": lambda: rejects(
        lambda: create(from_template="no-such-template"), NotFoundError
    ),
    "create with an empty name": lambda: rejects(lambda: create(name=""), ValidationError),
    "list, newest first": list_newest_first,
    "list by two metadata keys": list_by_two_keys,
    "get info": lambda: same(create().get_info().name, "demo"),
    "pause and resume": pause_and_resume,
    "update metadata": update_metadata,
    "update network": update_network,
    "kill, twice": kill_twice,
    "a wrong key": wrong_key,
    "a base URL with a slash at the end": trailing_slash,
    "connect": lambda: Sandbox.connect(create().id, **target),
    "commands.run": lambda: create().commands.run("true", timeout_seconds=2),
    "commands.run, streaming": lambda: create().commands.run(
        "true", timeout_seconds=2, on_stdout=print
    ),
    "files.write": lambda: create().files.write("/tmp/a", "b"),
    "create with auto_delete_seconds": lambda: create(auto_delete_seconds=60),
    "create with secrets": lambda: create(secrets={"TOKEN": "github"}),
    "create from a snapshot": lambda: create(from_snapshot=str(uuid.uuid4())),
    "update timeout_seconds": lambda: create().update(timeout_seconds=60),
    "network log": lambda: create().get_network_log(),
    "attach a secret": lambda: create().attach_secret("TOKEN", "github"),
    "templates list": lambda: Template.list(**target),
    "secrets list": lambda: Secret.list(**target),
}

for name, run in cases.items():
    try:
        run()
        print(json.dumps({"name": name}), flush=True)
    except Exception as error:
        status = error.status_code if isinstance(error, SandboxError) else None
        text = f"{type(error).__name__}: {error}"
        print(json.dumps({"name": name, "error": text, "status": status}), flush=True)
