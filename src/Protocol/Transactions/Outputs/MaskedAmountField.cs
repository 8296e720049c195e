// The oneof of the two masked amounts, which several messages have under tags of their own (fact sheet ledger §2.4).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Gathers the oneof while a message is read: the member that comes last counts, and parts of one member merge.</summary>
internal ref struct MaskedAmountField
{
    private ReadOnlySpan<byte> _bytes;
    private MaskedAmountVersion _version;

    /// <summary>Takes a field of the oneof.</summary>
    internal void Add(ref ProstReader reader, MaskedAmountVersion version)
    {
        if (_version != version) _bytes = default;
        _version = version;
        reader.Merge(ref _bytes);
    }

    /// <summary>The amount; null if there was none.</summary>
    internal readonly MaskedAmount? Read(in ProstReader reader)
    {
        if (_version == default) return null;
        ProstReader nested = reader.Nested(_bytes);
        return MaskedAmount.ReadFrom(ref nested, _version);
    }
}

internal static class MaskedAmountFields
{
    /// <summary>Writes the oneof; nothing if there is no amount.</summary>
    internal static void MaskedAmount(this ProstWriter writer, MaskedAmount? amount, int fieldV1, int fieldV2)
    {
        if (amount is null) return;
        int start = writer.Begin(amount.Version == MaskedAmountVersion.V1 ? fieldV1 : fieldV2);
        amount.WriteTo(writer);
        writer.End(start);
    }
}
