# A client of Fog that is not ours: python3-grpcio with stubs made of the .proto files, and the handshake of noise.py. Reads what to ask for as
# JSON from standard input, asks, checks that the answers agree with each other, and writes them as JSON.
import hashlib
import json
import sys

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from google.protobuf.message import Message

import attest_pb2
import fog_common_pb2
import ledger_pb2
import ledger_pb2_grpc
import noise
import report_pb2
import report_pb2_grpc
import view_pb2
import view_pb2_grpc

REPORT_DATA = 48 + 320  # in a quote
PADDED = 255


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


def code_of(call):
    try:
        call()
    except grpc.RpcError as e:
        return e.code().name
    return "OK"


def evidence_key(evidence):
    """The key that an enclave binds to itself, if its quote says so."""
    data = evidence.report_data
    digest = hashlib.sha256(data.nonce + data.key + data.custom_identity).digest()
    equal(evidence.quote.data[REPORT_DATA:REPORT_DATA + 32], digest)
    return data.key


def attested(responder_id, auth):
    """A session with an enclave whose evidence binds the key of the handshake."""
    initiator = noise.Initiator(responder_id)
    answer = auth(attest_pb2.AuthMessage(data=initiator.write()))
    initiator.read(answer.data)
    evidence = report_pb2.Report.FromString(initiator.payload)  # field 4 alone
    equal(evidence.WhichOneof("attestation_evidence"), "dcap_evidence")
    equal(evidence_key(evidence.dcap_evidence), initiator.remote_key)
    return initiator


class Unary:
    """A session where each question is a call."""

    def __init__(self, responder_id, auth, ask):
        self.session, self.ask = attested(responder_id, auth), ask

    def message(self, aad, plaintext):
        return attest_pb2.Message(aad=aad, channel_id=self.session.channel_id, data=self.session.send.encrypt(aad, plaintext))

    def query(self, plaintext: Message, kind, aad=b""):
        answer = self.ask(self.message(aad, plaintext.SerializeToString()))
        self.length = len(answer.data)
        return kind.FromString(self.session.receive.decrypt(answer.aad, answer.data))


class Stream:
    """A session over one stream."""

    def __init__(self, responder_id, call, auth, query, auth_of, answer_of):
        self.requests, self.query_of, self.answer_of = Requests(), query, answer_of
        self.responses = call(iter(self.requests))
        self.session = attested(responder_id, lambda first: auth_of(self.send(auth(first))))

    def send(self, request):
        self.requests.put(request)
        return next(self.responses)

    def query(self, plaintext: Message, kind, aad=b""):
        message = attest_pb2.Message(aad=aad, channel_id=self.session.channel_id, data=self.session.send.encrypt(aad, plaintext.SerializeToString()))
        answer = self.answer_of(self.send(self.query_of(message)))
        equal((answer.aad, answer.channel_id), (aad, self.session.channel_id))
        self.length = len(answer.data)
        return kind.FromString(self.session.receive.decrypt(answer.aad, answer.data))

    def close(self):
        self.requests.put(None)
        equal(list(self.responses), [])


class Requests:
    """What a stream sends, as it comes."""

    def __init__(self):
        import queue
        self.queue = queue.Queue()

    def put(self, request):
        self.queue.put(request)

    def __iter__(self):
        return iter(self.queue.get, None)


def reports(ask, chain_id):
    stub = report_pb2_grpc.ReportAPIStub(grpc.insecure_channel(ask["report"]))
    equal(code_of(lambda: stub.GetReports(report_pb2.ReportRequest(), metadata=[("chain-id", "another")])), "FAILED_PRECONDITION")
    answer = stub.GetReports(report_pb2.ReportRequest(), metadata=chain_id)
    equal(stub.GetReports(report_pb2.ReportRequest()).reports, answer.reports)
    chain = [x509.load_der_x509_certificate(der) for der in answer.chain]
    equal(isinstance(chain[0].public_key(), Ed25519PublicKey), True)
    equal([c.issuer for c in chain], [c.subject for c in chain[1:]] + [chain[-1].subject])
    equal(len(answer.signature), 64)
    for report in answer.reports:
        evidence_key(report.dcap_evidence)
    return [{"id": r.fog_report_id, "ingress": r.dcap_evidence.report_data.custom_identity.hex(), "expiry": r.pubkey_expiry} for r in answer.reports]


def view(ask, chain_id):
    channel = grpc.insecure_channel(ask["view"])
    if ask["view_streams"]:
        stub = view_pb2_grpc.FogViewRouterAPIStub(channel)
        session = Stream(
            ask["view"], stub.request,
            lambda first: view_pb2.FogViewRouterRequest(auth=first), lambda query: view_pb2.FogViewRouterRequest(query=query),
            lambda response: response.auth, lambda response: response.query)
    else:
        stub = view_pb2_grpc.FogViewAPIStub(channel)
        session = Unary(ask["view"], lambda m: stub.Auth(m, metadata=chain_id), lambda m: stub.Query(m, metadata=chain_id))
    keys = [bytes.fromhex(k) for k in ask["search_keys"]]
    aad = view_pb2.QueryRequestAAD(start_from_user_event_id=0).SerializeToString()
    answer = session.query(view_pb2.QueryRequest(get_txos=keys), view_pb2.QueryResponse, aad)
    equal([r.search_key for r in answer.fixed_tx_out_search_results], keys)
    for fixed, old in zip(answer.fixed_tx_out_search_results, answer.tx_out_search_results, strict=True):
        equal(len(fixed.ciphertext), PADDED)
        equal((old.search_key, old.result_code), (fixed.search_key, fixed.result_code))
        equal(old.ciphertext + old.padding, fixed.ciphertext)
        equal(len(old.ciphertext), fixed.payload_length)
        equal(any(fixed.ciphertext[fixed.payload_length:]), False)
        equal(any(fixed.ciphertext), fixed.result_code == view_pb2.Found)
    # What is found and what is not is equally long.
    lengths = set()
    for key in [k for k in keys if len(k) == 16]:
        session.query(view_pb2.QueryRequest(get_txos=[key]), view_pb2.QueryResponse, view_pb2.QueryRequestAAD(start_from_user_event_id=2**63 - 1).SerializeToString())
        lengths.add(session.length)
    equal(len(lengths), 1)
    if ask["view_streams"]:
        session.close()
    else:
        equal(code_of(lambda: stub.Auth(attest_pb2.AuthMessage(data=bytes(5)), metadata=chain_id)), "PERMISSION_DENIED")
        equal(code_of(lambda: stub.Query(attest_pb2.Message(channel_id=bytes(64), data=bytes(40)), metadata=chain_id)), "PERMISSION_DENIED")
        equal(code_of(lambda: stub.Query(session.message(b"", b"\xff"), metadata=chain_id)), "INVALID_ARGUMENT")
        equal(code_of(lambda: stub.Query(session.message(b"", b""), metadata=[("chain-id", "another")])), "FAILED_PRECONDITION")
    return {
        "processed": answer.highest_processed_block_count,
        "known": answer.last_known_block_count,
        "txos": answer.last_known_block_cumulative_txo_count,
        "missed": [[r.start_block, r.end_block] for r in answer.missed_block_ranges],
        "rngs": len(answer.rngs),
        "codes": [r.result_code for r in answer.fixed_tx_out_search_results],
    }


def key_images(ask):
    channel = grpc.insecure_channel(ask["ledger"])
    unary = ledger_pb2_grpc.FogKeyImageAPIStub(channel)
    query = ledger_pb2.CheckKeyImagesRequest()
    for image in ask["key_images"]:
        query.queries.add().key_image.data = bytes.fromhex(image)
    session = Unary(ask["ledger"], unary.Auth, unary.CheckKeyImages)
    answer = session.query(query, ledger_pb2.CheckKeyImagesResponse)
    stream = Stream(
        ask["ledger"], ledger_pb2_grpc.LedgerAPIStub(channel).Request,
        lambda first: ledger_pb2.LedgerRequest(auth=first), lambda message: ledger_pb2.LedgerRequest(check_key_images=message),
        lambda response: response.auth, lambda response: response.check_key_image_response)
    equal(stream.query(query, ledger_pb2.CheckKeyImagesResponse), answer)
    equal(stream.query(query, ledger_pb2.CheckKeyImagesResponse), answer)
    stream.close()
    # What is spent and what is not is equally long.
    lengths = set()
    for one in query.queries:
        session.query(ledger_pb2.CheckKeyImagesRequest(queries=[one]), ledger_pb2.CheckKeyImagesResponse)
        lengths.add(session.length)
    equal(len(lengths), 1)
    equal([r.key_image.data.hex() for r in answer.results], ask["key_images"])
    equal({r.timestamp_result_code for r in answer.results}, {1})
    return {
        "blocks": answer.num_blocks,
        "txos": answer.global_txo_count,
        "spent_at": [r.spent_at if r.key_image_result_code == ledger_pb2.Spent else None for r in answer.results],
    }


def outputs(ask, chain_id):
    stub = ledger_pb2_grpc.FogMerkleProofAPIStub(grpc.insecure_channel(ask["ledger"]))
    session = Unary(ask["ledger"], lambda m: stub.Auth(m, metadata=chain_id), lambda m: stub.GetOutputs(m, metadata=chain_id))
    answer = session.query(ledger_pb2.GetOutputsRequest(indices=ask["indices"]), ledger_pb2.GetOutputsResponse)
    many = ledger_pb2.GetOutputsRequest(indices=range(2001)).SerializeToString()
    equal(code_of(lambda: stub.GetOutputs(session.message(b"", many), metadata=chain_id)), "INVALID_ARGUMENT")
    equal([r.index for r in answer.results], ask["indices"])
    for result in answer.results:
        if result.result_code == ledger_pb2.Exists:
            equal((result.proof.index, result.proof.highest_index), (result.index, answer.global_txo_count - 1))
            equal(result.proof.elements[0].range.to, result.index)
    return {
        "blocks": answer.num_blocks,
        "txos": answer.global_txo_count,
        "public_keys": [r.output.public_key.data.hex() if r.result_code == ledger_pb2.Exists else None for r in answer.results],
    }


def blocks(ask, chain_id):
    stub = ledger_pb2_grpc.FogBlockAPIStub(grpc.insecure_channel(ask["ledger"]))
    request = ledger_pb2.BlockRequest(ranges=[fog_common_pb2.BlockRange(start_block=s, end_block=e) for s, e in ask["blocks"]])
    answer = stub.GetBlocks(request, metadata=chain_id)
    return {
        "blocks": answer.num_blocks,
        "txos": answer.global_txo_count,
        "each": [[b.index, b.global_txo_count, len(b.outputs), b.timestamp, b.timestamp_result_code] for b in answer.blocks],
    }


def tx_outs(ask, chain_id):
    stub = ledger_pb2_grpc.FogUntrustedTxOutApiStub(grpc.insecure_channel(ask["ledger"]))
    request = ledger_pb2.TxOutRequest()
    for key in ask["public_keys"]:
        request.tx_out_pubkeys.add().data = bytes.fromhex(key)
    answer = stub.GetTxOuts(request, metadata=chain_id)
    equal([r.tx_out_pubkey.data.hex() for r in answer.results], ask["public_keys"])
    request.tx_out_pubkeys.add().data = b"short"
    equal(code_of(lambda: stub.GetTxOuts(request, metadata=chain_id)), "INVALID_ARGUMENT")
    return [[r.tx_out_global_index, r.block_index] if r.result_code == ledger_pb2.Found else None for r in answer.results]


def main():
    ask = json.load(sys.stdin)
    chain_id = [("chain-id", ask["chain_id"])]
    json.dump({
        "reports": reports(ask, chain_id),
        "view": view(ask, chain_id),
        "key_images": key_images(ask),
        "outputs": outputs(ask, chain_id),
        "blocks": blocks(ask, chain_id),
        "tx_outs": tx_outs(ask, chain_id),
    }, sys.stdout)


if __name__ == "__main__":
    main()
