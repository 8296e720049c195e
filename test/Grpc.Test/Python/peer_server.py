# The echo service by a gRPC implementation that is not ours. Prints its two ports when it listens; ends with its standard input.
import sys
import threading
from concurrent import futures

import grpc
from google.protobuf import any_pb2

import echo_pb2
import echo_pb2_grpc


def details(request):
    packed = any_pb2.Any()
    packed.Pack(request)
    body = packed.SerializeToString()
    return b"\x08" + bytes([request.number]) + b"\x1a" + varint(len(body)) + body


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


class Echo(echo_pb2_grpc.EchoServicer):
    def mirror(self, context):
        metadata = context.invocation_metadata()
        context.send_initial_metadata([(k, v) for k, v in metadata if k == "x-echo"])
        context.set_trailing_metadata([(k, v) for k, v in metadata if k == "x-echo-bin"])

    def Unary(self, request, context):
        self.mirror(context)
        return request

    def Collect(self, requests, context):
        texts = [r.text for r in requests]
        return echo_pb2.EchoMessage(text=",".join(texts), number=len(texts))

    def Expand(self, request, context):
        for i in range(request.number):
            yield echo_pb2.EchoMessage(text=request.text, payload=request.payload, number=i)

    def Chat(self, requests, context):
        for request in requests:
            if request.text == "stop":
                context.abort(grpc.StatusCode.ABORTED, "stopped")
            yield request

    def Fail(self, request, context):
        context.set_trailing_metadata([("x-reason", "given"), ("grpc-status-details-bin", details(request))])
        code = next(c for c in grpc.StatusCode if c.value[0] == request.number)
        context.abort(code, request.text)

    def Wait(self, request, context):
        gone = threading.Event()
        if not context.add_callback(gone.set):
            gone.set()
        print("waiting", flush=True)
        gone.wait(60)
        print("gone", flush=True)
        return request


def main(key_file, certificate_file):
    server = grpc.server(futures.ThreadPoolExecutor(16), options=[("grpc.max_receive_message_length", 32 << 20)])
    echo_pb2_grpc.add_EchoServicer_to_server(Echo(), server)
    with open(key_file, "rb") as key, open(certificate_file, "rb") as certificate:
        tls = grpc.ssl_server_credentials([(key.read(), certificate.read())])
    print(server.add_insecure_port("127.0.0.1:0"), server.add_secure_port("127.0.0.1:0", tls), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(0)


main(*sys.argv[1:])
