// Whether outputs are spent, from fog ledger (fact sheet crypto §9.8, fog §6.3).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A key image that is asked for.</summary>
/// <param name="KeyImage">The key image.</param>
/// <param name="StartBlock">Ignored by servers.</param>
public readonly record struct KeyImageQuery(KeyImage KeyImage, ulong StartBlock) : IWireMessage<KeyImageQuery>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, KeyImage);
        writer.Fixed64(2, StartBlock);
    }

    /// <inheritdoc/>
    public static KeyImageQuery ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> image = default;
        ulong start = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref image); break;
                case 2: start = reader.Fixed64(); break;
                default: reader.Skip(); break;
            }
        }
        return new KeyImageQuery(reader.Message<KeyImage>(image), start);
    }
}

/// <summary>The key images that are asked for. Immutable.</summary>
/// <param name="queries">The key images.</param>
public sealed class CheckKeyImagesRequest(IReadOnlyList<KeyImageQuery> queries) : IWireMessage<CheckKeyImagesRequest>
{
    /// <summary>The key images.</summary>
    public IReadOnlyList<KeyImageQuery> Queries { get; } = queries;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, Queries);
    }

    /// <inheritdoc/>
    public static CheckKeyImagesRequest ReadFrom(ref ProstReader reader)
    {
        var list = new List<KeyImageQuery>();
        while (reader.TryReadField(out int field))
        {
            if (field == 1) list.Add(reader.Message<KeyImageQuery>());
            else reader.Skip();
        }
        return new CheckKeyImagesRequest(list);
    }
}

/// <summary>What became of a key image. All fields of an honest answer are non-zero, so that all answers have the same length.</summary>
/// <param name="KeyImage">The key image.</param>
/// <param name="SpentAt">The block that it is in; without a meaning unless it is spent.</param>
/// <param name="Timestamp">When that block was signed, in seconds since 1970; the largest number if that is not known.</param>
/// <param name="TimestampResultCode">Whether that is known.</param>
/// <param name="KeyImageResultCode">Whether it is spent.</param>
public readonly record struct KeyImageResult(
    KeyImage KeyImage, ulong SpentAt, ulong Timestamp, TimestampResultCode TimestampResultCode, KeyImageResultCode KeyImageResultCode)
    : IWireMessage<KeyImageResult>
{
    /// <summary>The block that the key image is in; null if it is not spent, or nothing is known.</summary>
    public ulong? SpentAtBlock => KeyImageResultCode == KeyImageResultCode.Spent ? SpentAt : null;

    /// <summary>The answer of a store that does not have a key image.</summary>
    public static KeyImageResult NotSpent(KeyImage keyImage) => new(
        keyImage, ulong.MaxValue, ulong.MaxValue, TimestampResultCode.TimestampFound, KeyImageResultCode.NotSpent);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, KeyImage);
        writer.Fixed64(2, SpentAt);
        writer.Fixed64(3, Timestamp);
        writer.Fixed32(4, (uint)TimestampResultCode);
        writer.Fixed32(5, (uint)KeyImageResultCode);
    }

    /// <inheritdoc/>
    public static KeyImageResult ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> image = default;
        ulong spentAt = 0, timestamp = 0;
        uint timestampCode = 0, code = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref image); break;
                case 2: spentAt = reader.Fixed64(); break;
                case 3: timestamp = reader.Fixed64(); break;
                case 4: timestampCode = reader.Fixed32(); break;
                case 5: code = reader.Fixed32(); break;
                default: reader.Skip(); break;
            }
        }
        return new KeyImageResult(
            reader.Message<KeyImage>(image), spentAt, timestamp, (TimestampResultCode)timestampCode, (KeyImageResultCode)code);
    }
}

/// <summary>What became of the key images, in the order of the request. Immutable.</summary>
public sealed class CheckKeyImagesResponse : IWireMessage<CheckKeyImagesResponse>
{
    /// <summary>Blocks that were looked at.</summary>
    public ulong NumBlocks { get; init; }

    /// <summary>Outputs in the ledger.</summary>
    public ulong GlobalTxoCount { get; init; }

    /// <summary>The answers.</summary>
    public IReadOnlyList<KeyImageResult> Results { get; init; } = [];

    /// <summary>The version of the ledger's last block.</summary>
    public uint LatestBlockVersion { get; init; }

    /// <summary>The highest version that the server knows.</summary>
    public uint MaxBlockVersion { get; init; }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, NumBlocks);
        writer.UInt64(2, GlobalTxoCount);
        writer.Messages(3, Results);
        writer.UInt64(4, LatestBlockVersion);
        writer.UInt64(5, MaxBlockVersion);
    }

    /// <inheritdoc/>
    public static CheckKeyImagesResponse ReadFrom(ref ProstReader reader)
    {
        ulong blocks = 0, txos = 0;
        var results = new List<KeyImageResult>();
        uint latest = 0, max = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: blocks = reader.UInt64(); break;
                case 2: txos = reader.UInt64(); break;
                case 3: results.Add(reader.Message<KeyImageResult>()); break;
                case 4: latest = reader.UInt32(); break;
                case 5: max = reader.UInt32(); break;
                default: reader.Skip(); break;
            }
        }
        return new CheckKeyImagesResponse
        {
            NumBlocks = blocks, GlobalTxoCount = txos, Results = results, LatestBlockVersion = latest, MaxBlockVersion = max,
        };
    }
}
