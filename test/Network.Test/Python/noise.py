# Noise_NX_25519_AESGCM_SHA512 as a client of enclaves speaks it, over Debian's python3-cryptography (fact sheet crypto §6.1, §6.5).
import hashlib
import hmac
import json
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAME = b"Noise_NX_25519_AESGCM_SHA512"
TAG = 16


def hkdf(salt, ikm):
    """128 bytes of HKDF-SHA512 without info."""
    secret = hmac.new(salt, ikm, hashlib.sha512).digest()
    first = hmac.new(secret, b"\x01", hashlib.sha512).digest()
    return first, hmac.new(secret, first + b"\x02", hashlib.sha512).digest()


def raw(public):
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


class Cipher:
    """One direction of a channel: the nonce is a counter that is not sent."""

    def __init__(self, key):
        self.key = AESGCM(key)
        self.counter = 0

    def nonce(self):
        return bytes(4) + struct.pack(">Q", self.counter)

    def encrypt(self, aad, plaintext):
        data = self.key.encrypt(self.nonce(), plaintext, aad)
        self.counter += 1
        return data

    def decrypt(self, aad, data):
        plaintext = self.key.decrypt(self.nonce(), data, aad)
        self.counter += 1
        return plaintext


class Initiator:
    """The side that stays anonymous. After read(): payload, remote_key, send, receive, channel_id."""

    def __init__(self, responder_id, ephemeral=None):
        self.hash = NAME.ljust(64, b"\0")
        self.chaining = self.hash
        self.cipher = None
        self.mix_hash(responder_id.encode() if isinstance(responder_id, str) else responder_id)
        self.ephemeral = ephemeral or X25519PrivateKey.generate()

    def mix_hash(self, data):
        self.hash = hashlib.sha512(self.hash + data).digest()

    def mix_key(self, ikm):
        self.chaining, second = hkdf(self.chaining, ikm)
        self.cipher = Cipher(second[:32])

    def decrypt_and_hash(self, data):
        plaintext = self.cipher.decrypt(self.hash, data)
        self.mix_hash(data)
        return plaintext

    def write(self, payload=b""):
        """-> e"""
        message = raw(self.ephemeral.public_key())
        self.mix_hash(message)
        self.mix_hash(payload)
        return message + payload

    def read(self, message):
        """<- e, ee, s, es"""
        if len(message) < 32 + 32 + TAG + TAG:
            raise ValueError(f"the answer has {len(message)} bytes")
        remote = message[:32]
        self.mix_hash(remote)
        self.mix_key(self.ephemeral.exchange(X25519PublicKey.from_public_bytes(remote)))
        self.remote_key = self.decrypt_and_hash(message[32:32 + 32 + TAG])
        self.mix_key(self.ephemeral.exchange(X25519PublicKey.from_public_bytes(self.remote_key)))
        self.payload = self.decrypt_and_hash(message[32 + 32 + TAG:])
        send, receive = hkdf(self.chaining, b"")
        self.send, self.receive = Cipher(send[:32]), Cipher(receive[:32])
        self.channel_id = self.hash


def check(path):
    """Holds this file to the interoperability vectors of the handshake."""
    with open(path, encoding="utf-8") as file:
        cases = [c for c in json.load(file)["cases"] if c["pattern"] == "NX"]
    for case in cases:
        given = {k: bytes.fromhex(v) for k, v in case.items() if k in (
            "prologue", "initiator_ephemeral_private", "payload1", "payload2", "message1", "message2", "responder_static_public", "channel_binding")}
        initiator = Initiator(given["prologue"], X25519PrivateKey.from_private_bytes(given["initiator_ephemeral_private"]))
        assert initiator.write(given["payload1"]) == given["message1"]
        initiator.read(given["message2"])
        assert initiator.payload == given["payload2"]
        assert initiator.remote_key == given["responder_static_public"]
        assert initiator.channel_id == given["channel_binding"]
        for message in case["transport"]:
            aad, plaintext, data = (bytes.fromhex(message[f]) for f in ("aad", "plaintext", "ciphertext"))
            if message["from"] == "initiator":
                initiator.send.counter = int(message["nonce"])
                assert initiator.send.encrypt(aad, plaintext) == data
            else:
                initiator.receive.counter = int(message["nonce"])
                assert initiator.receive.decrypt(aad, data) == plaintext
    print(len(cases))


if __name__ == "__main__":
    check(sys.argv[1])
