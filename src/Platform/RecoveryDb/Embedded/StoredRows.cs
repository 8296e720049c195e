// The values of the embedded database (layout: Tables.cs).
using System.Buffers.Binary;
using System.Text;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

internal static class StoredIngressKey
{
    private const byte Retired = 1, Lost = 2;

    internal static byte[] Encode(in IngressPublicKeyStatus status) =>
        [.. BigEndian.Of(status.StartBlock, status.PubkeyExpiry), (byte)((status.Retired ? Retired : 0) | (status.Lost ? Lost : 0))];

    internal static IngressPublicKeyStatus Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = new BigEndian(bytes, "an ingress key");
        ulong start = parts.UInt64(), expiry = parts.UInt64();
        byte flags = parts.Byte();
        parts.End();
        return new IngressPublicKeyStatus(start, expiry, (flags & Retired) != 0, (flags & Lost) != 0);
    }
}

internal sealed record StoredInvocation(
    CompressedRistretto IngressKey, KexRngPubkeyMessage EgressKey, ulong StartBlock, DateTimeOffset LastActiveAt, bool IsDecommissioned, ulong? LastIngestedBlock)
{
    internal byte[] Encode()
    {
        byte[] version = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(version, EgressKey.Version);
        return
        [
            .. IngressKey.ToBytes(), .. EgressKey.PublicKey.Span, .. version, .. BigEndian.Of(StartBlock),
            .. BigEndian.Of((ulong)LastActiveAt.ToUnixTimeMilliseconds()), (byte)(IsDecommissioned ? 1 : 0),
            .. BigEndian.Of(LastIngestedBlock is { } last ? last + 1 : 0),
        ];
    }

    internal static StoredInvocation Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = new BigEndian(bytes, "an ingest invocation");
        CompressedRistretto ingress = parts.Key();
        byte[] egress = parts.Take(CompressedRistretto.Size).ToArray();
        var key = new KexRngPubkeyMessage(egress, parts.UInt32());
        ulong start = parts.UInt64();
        ulong active = parts.UInt64();
        if (active > (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) throw new RecoveryDbException(RecoveryDbError.Decode, "an ingest invocation's time is none");
        bool decommissioned = parts.Byte() != 0;
        ulong count = parts.UInt64();
        parts.End();
        return new StoredInvocation(ingress, key, start, DateTimeOffset.FromUnixTimeMilliseconds((long)active), decommissioned, count == 0 ? null : count - 1);
    }
}

/// <summary>The head of a stored block; its records follow.</summary>
internal readonly record struct StoredBlockHead(long InvocationId, ulong CumulativeTxoCount, ulong SignatureTimestamp)
{
    internal const int Size = 3 * sizeof(ulong);

    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)InvocationId);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], CumulativeTxoCount);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], SignatureTimestamp);
    }

    internal static StoredBlockHead Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = new BigEndian(bytes, "an ingested block");
        return new StoredBlockHead((long)parts.UInt64(), parts.UInt64(), parts.UInt64());
    }
}

internal readonly record struct StoredEvent(StoredEventKind Kind, ulong First, ulong Second)
{
    internal byte[] Encode() => [(byte)Kind, .. BigEndian.Of(First, Second)];

    internal static StoredEvent Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = new BigEndian(bytes, "a user event");
        var stored = new StoredEvent((StoredEventKind)parts.Byte(), parts.UInt64(), parts.UInt64());
        parts.End();
        return stored;
    }
}

internal enum StoredEventKind : byte
{
    NewIngestInvocation = 1,
    DecommissionIngestInvocation = 2,
    MissingBlocks = 3,
}

internal sealed record StoredReport(CompressedRistretto IngressKey, long? InvocationId, ulong PubkeyExpiry, string FogReportId, byte[] Evidence)
{
    internal byte[] Encode()
    {
        byte[] id = Encoding.UTF8.GetBytes(FogReportId);
        byte[] length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)id.Length);
        return [.. IngressKey.ToBytes(), .. BigEndian.Of((ulong)(InvocationId ?? 0), PubkeyExpiry), .. length, .. id, .. Evidence];
    }

    internal static StoredReport Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = new BigEndian(bytes, "a report");
        CompressedRistretto key = parts.Key();
        long invocation = (long)parts.UInt64();
        ulong expiry = parts.UInt64();
        string id = Encoding.UTF8.GetString(parts.Take(parts.UInt16()));
        return new StoredReport(key, invocation == 0 ? null : invocation, expiry, id, parts.Rest().ToArray());
    }

    /// <summary>Never empty, which LMDB's keys may not be.</summary>
    internal static byte[] KeyOf(string fogReportId) => [0, .. Encoding.UTF8.GetBytes(fogReportId)];
}
