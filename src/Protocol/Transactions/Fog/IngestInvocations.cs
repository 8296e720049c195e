// What wallets learn of ingest enclaves' keys (fact sheet crypto §4.2, §9.8, fog §5.3).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// The message of a <see cref="KexRngPubkey"/> as it came. A version that is not known, or a key that is none, shows in
/// <see cref="Parse"/>: one such key in an answer does not spoil the others.
/// </summary>
/// <param name="publicKey">32 bytes, if it is a key.</param>
/// <param name="version">0, if it is known.</param>
public readonly struct KexRngPubkeyMessage(ReadOnlyMemory<byte> publicKey, uint version) : IWireMessage<KexRngPubkeyMessage>
{
    /// <summary>The message of a key.</summary>
    public KexRngPubkeyMessage(in KexRngPubkey key)
        : this(key.PublicKey.ToBytes(), key.Version)
    {
    }

    /// <summary>The key's bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; } = publicKey;

    /// <summary>The generator's version.</summary>
    public uint Version { get; } = version;

    /// <summary>The key.</summary>
    /// <exception cref="UnknownKexRngVersionException">Another version than 0.</exception>
    /// <exception cref="KeyException">Not 32 bytes, or bytes that do not decode.</exception>
    public KexRngPubkey Parse() => KexRngPubkey.Parse(PublicKey.Span, Version);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, PublicKey.Span);
        writer.UInt64(2, Version);
    }

    /// <inheritdoc/>
    public static KexRngPubkeyMessage ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default;
        uint number = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes(); break;
                case 2: number = reader.UInt32(); break;
                default: reader.Skip(); break;
            }
        }
        return new KexRngPubkeyMessage(key.ToArray(), number);
    }
}

/// <summary>A key that an ingest enclave makes search keys with, from a block on. Immutable.</summary>
/// <param name="ingestInvocationId">The enclave's run.</param>
/// <param name="pubkey">The key.</param>
/// <param name="startBlock">The first block.</param>
public sealed class RngRecord(long ingestInvocationId, KexRngPubkeyMessage pubkey, ulong startBlock) : IWireMessage<RngRecord>
{
    /// <summary>The enclave's run.</summary>
    public long IngestInvocationId { get; } = ingestInvocationId;

    /// <summary>The key.</summary>
    public KexRngPubkeyMessage Pubkey { get; } = pubkey;

    /// <summary>The first block.</summary>
    public ulong StartBlock { get; } = startBlock;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Int64(1, IngestInvocationId);
        writer.Message(2, Pubkey);
        writer.UInt64(3, StartBlock);
    }

    /// <inheritdoc/>
    public static RngRecord ReadFrom(ref ProstReader reader)
    {
        long id = 0;
        ulong start = 0;
        ReadOnlySpan<byte> key = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: id = reader.Int64(); break;
                case 2: reader.Merge(ref key); break;
                case 3: start = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new RngRecord(id, reader.Message<KexRngPubkeyMessage>(key), start);
    }
}

/// <summary>A run of an ingest enclave that is over.</summary>
/// <param name="IngestInvocationId">The run.</param>
/// <param name="LastIngestedBlock">The last block that it saw.</param>
public readonly record struct DecommissionedIngestInvocation(long IngestInvocationId, ulong LastIngestedBlock)
    : IWireMessage<DecommissionedIngestInvocation>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Int64(1, IngestInvocationId);
        writer.UInt64(2, LastIngestedBlock);
    }

    /// <inheritdoc/>
    public static DecommissionedIngestInvocation ReadFrom(ref ProstReader reader)
    {
        long id = 0;
        ulong last = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: id = reader.Int64(); break;
                case 2: last = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new DecommissionedIngestInvocation(id, last);
    }
}
