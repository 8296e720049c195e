// Families fog_hint, kex_rng and fog_types through a whole enclave: its ingress key is unsealed, its random bytes are the vectors' (fact
// sheets crypto §3.1 to §3.3, §4.1, fog §2.4). The other operations of the families are tested where they are computed.
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.IngestEnclave.Test;

public sealed class IngestVectors
{
    [Theory, Vectors("fog_hint")]
    public void Hints_AreRead(VectorCase c)
    {
        // Of a dummy nobody knows the key: any will do.
        byte[] ingress = c.Has("ingress_private") ? c.Hex("ingress_private") : Scalar(1);
        using TestIngest ingest = new(sealedKey: Sealed(ingress));
        if (c.Has("ingress_public")) Assert.Equal(c.Hex("ingress_public"), ingest.Ingress.ToBytes());
        TxOut output = Samples.Output(ingest.Random, c.Hex("e_fog_hint"));
        ETxOutRecord record = ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, output)).Records.Single();
        Assert.Equal((16, 237), (record.SearchKey.Length, record.Payload.Length));
        switch (c.Op)
        {
            case "hint": Assert.Equal(SearchKey(ingest, c.Hex("view_public"), 1), record.SearchKey.ToArray()); break;
            case "wrong_key":
                Assert.NotEqual(SearchKey(ingest, c.Hex("output_initial"), 1), record.SearchKey.ToArray());
                break;
            case "tampered" or "bad_magic" or "fake_onetime_hint": break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
        // Nobody whom the vector names: the user of a spoilt hint is the one that stood in for it.
        byte[] standIn = StandIn(ingress);
        Assert.Equal(c.Op != "hint", SearchKey(ingest, standIn, 1).AsSpan().SequenceEqual(record.SearchKey.Span));
    }

    [Theory, Vectors("kex_rng")]
    public void SearchKeys_AreTheGenerators(VectorCase c)
    {
        byte[] egress, user;
        switch (c.Op)
        {
            case "static_static": (egress, user) = ([.. c.Hex("our_private"), .. new byte[32]], c.Hex("their_public")); break;
            case "ephemeral_static": (egress, user) = (c.Hex("rng_bytes"), c.Hex("user_public")); break;
            case "advance_from_stored" or "stored_failure" or "pubkey_failure": return;
            default: Assert.Fail($"{c}: unknown op"); return;
        }
        var random = new Tape(new byte[64].Select(_ => (byte)1).ToArray(), egress);
        using TestIngest ingest = new(random: random.Fill);
        Assert.Equal(c.Hex("kex_public_key"), ingest.Enclave.GetKexRngPubkey().PublicKey.ToBytes());
        Assert.Equal(c.UInt64("version"), ingest.Enclave.GetKexRngPubkey().Version);
        byte[][] outputs = [.. c.Field("outputs").EnumerateArray().Select(e => Convert.FromHexString(e.GetString()!))];
        TxOut output = Samples.Output(ingest.Random, Hints.For(ingest.Ingress, RistrettoPublic.Parse(user), ingest.Random));
        IngestedTxs answer = ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, [.. Enumerable.Repeat(output, outputs.Length)]));
        Assert.Equal(outputs, answer.Records.Select(r => r.SearchKey.ToArray()));
    }

    [Theory, Vectors("fog_types")]
    public void Records_AreSealed(VectorCase c)
    {
        switch (c.Op)
        {
            case "tx_out_record": break;
            case "view_query_response" or "view_query_response_default" or "query_request_aad" or "query_request": return;
            case "get_outputs_request" or "get_outputs_response" or "check_key_images_request" or "check_key_images_response": return;
            default: Assert.Fail($"{c}: unknown op"); return;
        }
        var random = new Tape();
        using TestIngest ingest = new(random: random.Fill);
        TxOut given = WireMessage.Decode<TxOut>(c.Hex("tx_out_proto"));
        byte[] hint = Hints.For(ingest.Ingress, RistrettoPublic.Parse(c.Hex("encrypt_to_view_public")), ingest.Random);
        TxOut output = new(given.MaskedAmount, given.TargetKey, given.PublicKey, new EncryptedFogHint(hint), given.Memo);
        // A stand-in, which is not needed, then the box's ephemeral key.
        random.Add(new byte[64], c.Hex("rng_bytes"));
        IngestedTxs answer = ingest.Enclave.IngestTxs(new TxsForIngest(c.UInt64("block_index"), c.UInt64("global_index"), c.UInt64("timestamp"), [output]));
        Assert.Equal(c.Hex("tx_out_record_ciphertext"), answer.Records.Single().Payload.ToArray());
    }

    private static byte[] Scalar(byte value) => [value, .. new byte[31]];

    private static byte[] Sealed(byte[] key) => TestIngest.Seal(key, "fog ingest ingress key"u8);

    /// <summary>The n-th search key, from 1, of a user, by the egress key that an enclave of this seed draws.</summary>
    private static byte[] SearchKey(TestIngest ingest, byte[] user, int n)
    {
        using var egress = RistrettoPrivate.Random(Samples.Random(1));
        Assert.Equal(egress.PublicKey(), ingest.Enclave.GetKexRngPubkey().PublicKey);
        using KexRng rng = KexRng.StaticStatic(egress, RistrettoPublic.Parse(user), out _);
        for (; n > 1; n--) rng.Advance();
        return rng.Peek.ToArray();
    }

    /// <summary>The stand-in that the same enclave drew for its first output.</summary>
    private static byte[] StandIn(byte[] ingress)
    {
        List<byte[]> draws = [];
        RandomFill source = Samples.Random(1);
        using TestIngest ingest = new(sealedKey: Sealed(ingress), random: bytes =>
        {
            source(bytes);
            draws.Add(bytes.ToArray());
        });
        TxOut output = Samples.Output(ingest.Random, new byte[FogHint.Size]);
        int before = draws.Count;
        ingest.Enclave.IngestTxs(TestIngest.Block(1, 0, output));
        return RistrettoPublic.Random(bytes => draws[before].CopyTo(bytes)).ToBytes();
    }

    /// <summary>Given bytes first, then others.</summary>
    private sealed class Tape
    {
        private readonly Queue<byte[]> _given;
        private readonly RandomFill _after = Samples.Random(1);

        internal Tape(params byte[][] given) => _given = new Queue<byte[]>(given);

        internal void Add(params byte[][] given) => Array.ForEach(given, _given.Enqueue);

        internal void Fill(Span<byte> destination)
        {
            if (_given.TryDequeue(out byte[]? bytes)) bytes.CopyTo(destination);
            else _after(destination);
        }
    }
}
