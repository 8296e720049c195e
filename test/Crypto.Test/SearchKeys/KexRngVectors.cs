// Family kex_rng, and the table of the sheet (fact sheet crypto §4.1 to §4.3).
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class KexRngVectors
{
    [Theory, Vectors("kex_rng")]
    public void KexRngs(VectorCase c)
    {
        switch (c.Op)
        {
            case "ephemeral_static": EphemeralStatic(c); break;
            case "static_static": StaticStatic(c); break;
            case "advance_from_stored": AdvanceFromStored(c); break;
            case "stored_failure": AssertError(c, () => Restored(c)); break;
            case "pubkey_failure": AssertError(c, () => FromPubkey(c, "user_private")); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    [Fact]
    public void SheetTable()
    {
        using var key = RistrettoPrivate.Parse(Enumerable.Repeat((byte)1, 32).ToArray());
        byte[] publicKey = [.. Enumerable.Repeat((byte)2, 32)];
        using var rng = KexRng.FromPubkey(key, KexRngPubkey.Parse(publicKey, 0));
        Assert.Equal("32650466f402f5f6c61ff7b364279789f4858843da879d8fc8e77603ec9c0f1d", Convert.ToHexStringLower(rng.Stored.Secret));
        Assert.Throws<UnknownKexRngVersionException>(() => KexRngPubkey.Parse(publicKey, 100));
        string[] outputs = ["84f2f5e324c9031e1fb92e6038e7a224", "7236127074fe2f89b2413dc91eb4bb26", "41592633ad332be7a917b4a612c9eeb2", "483ef15a4eb6739967060d690f3f6ace"];
        AssertOutputs(rng, [.. outputs.Select(Convert.FromHexString)]);
    }

    private static void EphemeralStatic(VectorCase c)
    {
        var random = new RecordedBytes(c.Hex("rng_bytes"));
        using var rng = KexRng.EphemeralStatic(RistrettoPublic.Parse(c.Hex("user_public")), random.Fill, out KexRngPubkey pubkey);
        random.AssertUsedUp();
        AssertPubkey(c, pubkey);
        AssertStored(c, "user_private");
        AssertOutputs(rng, Outputs(c));
        using KexRng theirs = FromPubkey(c, "user_private");
        AssertOutputs(theirs, Outputs(c));
    }

    private static void StaticStatic(VectorCase c)
    {
        using var ours = RistrettoPrivate.Parse(c.Hex("our_private"));
        using var rng = KexRng.StaticStatic(ours, RistrettoPublic.Parse(c.Hex("their_public")), out KexRngPubkey pubkey);
        AssertPubkey(c, pubkey);
        AssertStored(c, "their_private");
        AssertOutputs(rng, Outputs(c));
        using KexRng theirs = FromPubkey(c, "their_private");
        AssertOutputs(theirs, Outputs(c));
    }

    private static void AdvanceFromStored(VectorCase c)
    {
        var fields = new ProtobufFields(c.Hex("stored_rng_proto"));
        using KexRng rng = Restored(c);
        Assert.Equal(c.UInt64("counter"), rng.Index);
        Assert.Equal(fields.Bytes(2), rng.Peek.ToArray());
        rng.Advance();
        Assert.Equal(c.UInt64("next_index"), rng.Index);
        Assert.Equal(c.Hex("next_output"), rng.Peek.ToArray());
    }

    /// <summary>The rows of `stored`: the state at an index, which goes into a message and comes back.</summary>
    private static void AssertStored(VectorCase c, string privateField)
    {
        if (!c.Has("stored")) return;
        using KexRng rng = FromPubkey(c, privateField);
        foreach (VectorCase row in c.Items("stored"))
        {
            while (rng.Index < row.UInt64("index")) rng.Advance();
            StoredKexRng stored = rng.Stored;
            Assert.Equal(row.Hex("secret"), stored.Secret.ToArray());
            Assert.Equal(row.Hex("buffer"), stored.Buffer.ToArray());
            Assert.Equal(row.UInt64("index"), stored.Counter);
            var fields = new ProtobufFields(row.Hex("stored_rng_proto"));
            Assert.Equal(stored.Secret.ToArray(), fields.Bytes(1));
            Assert.Equal(stored.Buffer.ToArray(), fields.Bytes(2));
            Assert.Equal((stored.Counter, (ulong)stored.Version), (fields.Number(3), fields.Number(4)));
            using KexRng restored = Restored(row);
            Assert.Equal(rng.Index, restored.Index);
            Assert.Equal(rng.Peek.ToArray(), restored.Peek.ToArray());
            Assert.Equal(stored.Secret.ToArray(), restored.Stored.Secret.ToArray());
        }
    }

    private static void AssertPubkey(VectorCase c, in KexRngPubkey pubkey)
    {
        Assert.Equal(c.Hex("kex_public_key"), pubkey.PublicKey.ToBytes());
        Assert.Equal(c.UInt64("version"), pubkey.Version);
        var fields = new ProtobufFields(c.Hex("kex_rng_pubkey_proto"));
        Assert.Equal((ulong)pubkey.Version, fields.Number(2));
        Assert.Equal(pubkey.PublicKey.ToBytes(), fields.Bytes(1));
    }

    private static void AssertOutputs(KexRng rng, byte[][] outputs)
    {
        byte[] output = new byte[KexRng.OutputSize], secret = rng.Stored.Secret.ToArray();
        for (int i = 0; i < outputs.Length; i++)
        {
            Assert.Equal((ulong)i, rng.Index);
            Assert.Equal(outputs[i], rng.Peek.ToArray());
            rng.Next(output);
            Assert.Equal(outputs[i], output);
        }
        byte[] batch = new byte[outputs.Length * KexRng.OutputSize];
        ulong[] counters = [.. Enumerable.Range(0, outputs.Length).Select(i => (ulong)i)];
        KexRng.OutputBatch(Enumerable.Repeat(secret, outputs.Length).SelectMany(s => s).ToArray(), counters, batch);
        Assert.Equal(outputs.SelectMany(o => o), batch);
    }

    private static void AssertError(VectorCase c, Func<KexRng> act)
    {
        string? error = null;
        try
        {
            act().Dispose();
        }
        catch (UnknownKexRngVersionException e)
        {
            error = $"UnknownVersion({e.Version})";
        }
        catch (KeyException e)
        {
            error = e.Error == KeyError.LengthMismatch ? $"Key(LengthMismatch({e.ActualLength}, {e.ExpectedLength}))" : $"Key({e.Error})";
        }
        Assert.Equal(c.IsNull("error") ? null : c.Text("error"), error);
    }

    private static KexRng Restored(VectorCase c)
    {
        var fields = new ProtobufFields(c.Hex("stored_rng_proto"));
        return KexRng.Restore(new StoredKexRng(fields.Bytes(1), fields.Bytes(2), fields.Number(3), (uint)fields.Number(4)));
    }

    private static KexRng FromPubkey(VectorCase c, string privateField)
    {
        using var key = RistrettoPrivate.Parse(c.Hex(privateField));
        var fields = new ProtobufFields(c.Hex("kex_rng_pubkey_proto"));
        return KexRng.FromPubkey(key, KexRngPubkey.Parse(fields.Bytes(1), (uint)fields.Number(2)));
    }

    private static byte[][] Outputs(VectorCase c) => [.. c.Field("outputs").EnumerateArray().Select(e => Convert.FromHexString(e.GetString()!))];
}
