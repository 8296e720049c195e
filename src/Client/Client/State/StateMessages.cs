// The saved state's messages, in prost's form.
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>How far an egress key's records were followed. Immutable.</summary>
internal sealed record StateSequence : IWireMessage<StateSequence>
{
    internal byte[] EgressKey { get; init; } = [];

    internal uint Version { get; init; }

    internal long Invocation { get; init; }

    internal ulong StartBlock { get; init; }

    internal ulong? LastIngested { get; init; }

    internal ulong Index { get; init; }

    internal ulong Subaddress { get; init; }

    /// <summary>Whether it is to be searched even if no block is.</summary>
    internal bool IsNew { get; init; }

    public void WriteTo(ProstWriter writer)
    {
        writer.Bytes(1, EgressKey);
        writer.UInt64(2, Version);
        writer.Int64(3, Invocation);
        writer.UInt64(4, StartBlock);
        if (LastIngested is { } last) writer.UInt64Always(5, last);
        writer.UInt64(6, Index);
        writer.UInt64(7, Subaddress);
        writer.Bool(8, IsNew);
    }

    public static StateSequence ReadFrom(ref ProstReader reader)
    {
        byte[] key = [];
        uint version = 0;
        long invocation = 0;
        ulong start = 0, index = 0, subaddress = 0;
        ulong? last = null;
        bool isNew = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: key = reader.Bytes().ToArray(); break;
                case 2: version = reader.UInt32(); break;
                case 3: invocation = reader.Int64(); break;
                case 4: start = reader.UInt64(); break;
                case 5: last = reader.UInt64(); break;
                case 6: index = reader.UInt64(); break;
                case 7: subaddress = reader.UInt64(); break;
                case 8: isNew = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
        return new StateSequence
        {
            EgressKey = key, Version = version, Invocation = invocation, StartBlock = start, LastIngested = last, Index = index, Subaddress = subaddress,
            IsNew = isNew,
        };
    }
}

/// <summary>An output, and what became of it. Immutable.</summary>
internal sealed record StateTxOut : IWireMessage<StateTxOut>
{
    // The reserved subaddresses are the largest numbers, an unknown time is the largest: a little further they are the smallest.
    private const ulong SubaddressShift = 3, TimeShift = 1;

    internal required OwnedTxOut Output { get; init; }

    internal ulong UnspentBelow { get; init; }

    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, Output.GlobalIndex);
        writer.UInt64(2, Output.BlockIndex);
        writer.UInt64(3, unchecked(Output.Timestamp + TimeShift));
        writer.UInt64(4, Output.Amount.Value);
        writer.UInt64(5, Output.Amount.TokenId);
        writer.UInt64(6, unchecked(Output.SubaddressIndex + SubaddressShift));
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        Output.PublicKey.CopyTo(bytes);
        writer.Bytes(7, bytes);
        if (Output.KeyImage is { } image)
        {
            image.CopyTo(bytes);
            writer.BytesAlways(8, bytes);
        }
        if (Output.SpentAt is { } block)
        {
            writer.UInt64Always(9, block);
            writer.UInt64(10, unchecked(Output.SpentTimestamp + TimeShift));
        }
        if (Output.MemoPayload != default) writer.Bytes(11, Output.MemoPayload.Bytes);
        writer.UInt64(12, UnspentBelow);
    }

    public static StateTxOut ReadFrom(ref ProstReader reader)
    {
        ulong index = 0, block = 0, time = 0, value = 0, token = 0, subaddress = 0, spentTime = 0, unspentBelow = 0;
        ulong? spentAt = null;
        ReadOnlySpan<byte> key = default, image = default, memo = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: index = reader.UInt64(); break;
                case 2: block = reader.UInt64(); break;
                case 3: time = reader.UInt64(); break;
                case 4: value = reader.UInt64(); break;
                case 5: token = reader.UInt64(); break;
                case 6: subaddress = reader.UInt64(); break;
                case 7: key = reader.Bytes(); break;
                case 8: image = reader.Bytes(); break;
                case 9: spentAt = reader.UInt64(); break;
                case 10: spentTime = reader.UInt64(); break;
                case 11: memo = reader.Bytes(); break;
                case 12: unspentBelow = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        if (key.Length != CompressedRistretto.Size) throw new WireException("StateTxOut.public_key: not 32 bytes");
        if (image.Length is not (0 or KeyImage.Size)) throw new WireException("StateTxOut.key_image: not 32 bytes");
        if (memo.Length is not (0 or MemoPayload.Size)) throw new WireException("StateTxOut.memo: not 66 bytes");
        var output = new OwnedTxOut(
            index, block, unchecked(time - TimeShift), new Amount(value, token), unchecked(subaddress - SubaddressShift), new CompressedRistretto(key),
            image.IsEmpty ? null : new KeyImage(image), memo.IsEmpty ? default : new MemoPayload(memo));
        if (spentAt is { } at) output = output.WithSpent(at, unchecked(spentTime - TimeShift));
        return new StateTxOut { Output = output, UnspentBelow = unspentBelow };
    }
}

/// <summary>An output that a payment on its way spends.</summary>
internal readonly record struct StateReservation(ulong GlobalIndex, ulong TombstoneBlock) : IWireMessage<StateReservation>
{
    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, GlobalIndex);
        writer.UInt64(2, TombstoneBlock);
    }

    public static StateReservation ReadFrom(ref ProstReader reader)
    {
        ulong index = 0, tombstone = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: index = reader.UInt64(); break;
                case 2: tombstone = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new StateReservation(index, tombstone);
    }
}
