// Records that an enclave refuses are left out, so that others are served (fact sheet fog §5.5).
using Microsoft.Extensions.Logging;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.FogView;

internal sealed class RecordFilter(ViewMetrics metrics, ILogger logger)
{
    /// <summary>Most bytes of a record's payload: a value of the map less the byte that tells its length.</summary>
    internal const int MaxPayload = 239;

    /// <summary>The records that are some; what is wrong with the others is counted and logged.</summary>
    internal IReadOnlyList<ETxOutRecord> Good(CompressedRistretto key, ulong block, IReadOnlyList<ETxOutRecord> records)
    {
        int bad = 0;
        string? first = null;
        for (int i = 0; i < records.Count; i++)
        {
            if (Objection(records[i]) is not { } objection) continue;
            first ??= $"record {i}: {objection}";
            bad++;
        }
        if (bad == 0) return records;
        metrics.BadRows.Increment(bad);
        ViewLog.BadRecords(logger, block, key.ToString(), bad, records.Count, first!);
        return [.. records.Where(r => Objection(r) is null)];
    }

    private static string? Objection(ETxOutRecord record)
    {
        ReadOnlySpan<byte> key = record.SearchKey.Span;
        if (key.Length != KexRng.OutputSize) return $"a search key of {key.Length} bytes, expected {KexRng.OutputSize}";
        if (key.IndexOfAnyExcept((byte)0) < 0) return "a search key of zeros";
        return record.Payload.Length is 0 or > MaxPayload ? $"a payload of {record.Payload.Length} bytes, expected 1 to {MaxPayload}" : null;
    }
}
