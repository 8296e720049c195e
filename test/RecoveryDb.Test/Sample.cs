using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

/// <summary>Keys, records and reports that a seed determines. A recovery database does not look into keys: these are any bytes.</summary>
internal sealed class Sample(int seed)
{
    private readonly Random _random = new(seed);

    internal byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    internal CompressedRistretto Key() => new(Bytes(32));

    internal KexRngPubkeyMessage EgressKey(uint version = 0) => new(Bytes(32), version);

    internal ETxOutRecord Record(int payload = 237) => new(Bytes(16), Bytes(payload));

    internal ETxOutRecord[] Records(int count) => [.. Enumerable.Range(0, count).Select(_ => Record())];

    internal VerificationReport Evidence() => new(Bytes(20), [Bytes(9)], "{}");

    internal static IngestedBlock Block(ulong index) => new(index, 10 * (index + 1), 1_700_000_000 + index);

    internal IngestedBlockData Data(ulong index, int records = 2) => new(Block(index), Records(records));

    /// <summary>An ingress key and a run with it.</summary>
    internal async Task<(CompressedRistretto Key, long Run)> Ingest(IRecoveryDb db, ulong start = 0)
    {
        CompressedRistretto key = Key();
        ulong accepted = await db.NewIngressKeyAsync(key, start);
        return (key, await db.NewIngestInvocationAsync(null, key, EgressKey(), accepted));
    }

    internal async Task Add(IRecoveryDb db, long run, params ulong[] blocks)
    {
        foreach (ulong block in blocks) Assert.Equal(default, await db.AddBlockDataAsync(run, Block(block), Records(2)));
    }

    internal static async Task<RecoveryDbException> Throws(RecoveryDbError error, Func<Task> work)
    {
        RecoveryDbException e = await Assert.ThrowsAsync<RecoveryDbException>(work);
        Assert.Equal(error, e.Error);
        return e;
    }

    internal static void Same(IEnumerable<ETxOutRecord> expected, IEnumerable<ETxOutRecord>? actual) => Assert.Equal(Hex(expected), Hex(actual!));

    internal static string[] Hex(IEnumerable<ETxOutRecord> records) =>
        [.. records.Select(r => $"{Convert.ToHexStringLower(r.SearchKey.Span)} {Convert.ToHexStringLower(r.Payload.Span)}")];
}
