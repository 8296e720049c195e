# Calls the echo service with a gRPC implementation that is not ours. Arguments: case, address, certificate (for TLS) or nothing.
import sys
import threading

import grpc

import echo_pb2
import echo_pb2_grpc

M = echo_pb2.EchoMessage
LARGE = 3 << 20


def failure(call):
    try:
        call()
    except grpc.RpcError as e:
        return e
    raise AssertionError("the call did not fail")


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


def unary(stub):
    equal(stub.Unary(M(text="hello", large_number=2**64 - 1)), M(text="hello", large_number=2**64 - 1))


def collect(stub):
    equal(stub.Collect(iter([M(text=t) for t in "abc"])), M(text="a,b,c", number=3))
    equal(stub.Collect(iter([])), M())


def expand(stub):
    equal([r.number for r in stub.Expand(M(text="e", number=500))], list(range(500)))


def chat(stub):
    equal([r.text for r in stub.Chat(iter([M(text=t) for t in "xyz"]))], ["x", "y", "z"])


def chat_aborted(stub):
    equal(failure(lambda: list(stub.Chat(iter([M(text="a"), M(text="stop")])))).code(), grpc.StatusCode.ABORTED)


def metadata(stub):
    sent = [("x-echo", "one"), ("x-echo", "two"), ("x-echo-bin", b"\x00\xff,\x01"), ("cookie", "VIEW=1"), ("cookie", "LEDGER=2"), ("chain-id", "main")]
    _, call = stub.Unary.with_call(M(), metadata=sent)
    initial = [(k, v) for k, v in call.initial_metadata() if k in ("x-echo", "set-cookie", "x-chain")]
    equal(sorted(initial), [("set-cookie", "VIEW=1; LEDGER=2; Path=/"), ("x-chain", "main"), ("x-echo", "one"), ("x-echo", "two")])
    equal([(k, v) for k, v in call.trailing_metadata() if k.startswith("x-")], [("x-echo-bin", b"\x00\xff,\x01")])


def large(stub):
    payload = bytes(range(256)) * (LARGE // 256)
    equal(stub.Unary(M(payload=payload)).payload == payload, True)
    equal(sum(len(r.payload) for r in stub.Expand(M(payload=payload, number=4))), 4 * LARGE)


def too_large(stub):
    equal(failure(lambda: stub.Unary(M(payload=bytes(5 << 20)))).code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
    unary(stub)


def gzip(stub):
    payload = bytes(1 << 20)
    equal(stub.Unary(M(payload=payload), compression=grpc.Compression.Gzip).payload == payload, True)
    equal([len(r.payload) for r in stub.Chat(iter([M(payload=payload)] * 3), compression=grpc.Compression.Gzip)], [1 << 20] * 3)


def details(stub):
    e = failure(lambda: stub.Fail(M(number=5, text="not here: \u00fc % \u2713")))
    equal((e.code(), e.details()), (grpc.StatusCode.NOT_FOUND, "not here: \u00fc % \u2713"))
    trailers = dict(e.trailing_metadata())
    equal(trailers["x-reason"], "given")
    equal(b"type.googleapis.com/echo.v1.EchoMessage" in trailers["grpc-status-details-bin"], True)


def handler_throws(stub):
    e = failure(lambda: stub.Fail(M(text="throw")))
    equal((e.code(), "42" in e.details()), (grpc.StatusCode.UNKNOWN, False))


def deadline(stub):
    equal(failure(lambda: stub.Wait(M(), timeout=0.3)).code(), grpc.StatusCode.DEADLINE_EXCEEDED)


def cancel(stub):
    call = stub.Wait.future(M())
    call.cancel()
    equal(failure(call.result).code() if not call.cancelled() else grpc.StatusCode.CANCELLED, grpc.StatusCode.CANCELLED)


def cancel_stream(stub):
    call = stub.Expand(M(payload=bytes(1000), number=10**9))
    next(call)
    call.cancel()
    equal(failure(lambda: list(call)).code(), grpc.StatusCode.CANCELLED)
    unary(stub)


def unknown(stub):
    equal(failure(lambda: CHANNEL.unary_unary("/echo.v1.Echo/None")(b"")).code(), grpc.StatusCode.UNIMPLEMENTED)
    equal(failure(lambda: CHANNEL.unary_unary("/none.None/None")(b"")).code(), grpc.StatusCode.UNIMPLEMENTED)
    equal(failure(lambda: CHANNEL.unary_unary("/echo.v1.Echo/Unary")(b"\xff")).code(), grpc.StatusCode.INTERNAL)


def many(stub):
    calls = [stub.Unary.future(M(number=i)) for i in range(500)]
    equal([c.result().number for c in calls], list(range(500)))


def connect(address, certificate=None):
    options = [("grpc.max_receive_message_length", 32 << 20)]
    if certificate is None:
        return grpc.insecure_channel(address, options)
    with open(certificate, "rb") as pem:
        return grpc.secure_channel(address, grpc.ssl_channel_credentials(pem.read()), options)


CHANNEL = connect(*sys.argv[2:])
globals()[sys.argv[1]](echo_pb2_grpc.EchoStub(CHANNEL))
