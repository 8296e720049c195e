// The lists that the ledger keeps for each block (fact sheet ledger §5.5).
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>A block's key images (<c>ledger_db:key_images_by_block</c>).</summary>
internal sealed record StoredKeyImages(IReadOnlyList<KeyImage> KeyImages) : IWireMessage<StoredKeyImages>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => writer.Messages(1, KeyImages);

    /// <inheritdoc/>
    public bool Equals(StoredKeyImages? other) => other is not null && KeyImages.SequenceEqual(other.KeyImages);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyImages.Count;

    /// <inheritdoc/>
    public static StoredKeyImages ReadFrom(ref ProstReader reader) => new(StoredLists.ReadFrom<KeyImage>(ref reader));
}

/// <summary>A block's changes of mint configurations (<c>mint_config_store:validated_mint_config_txs_by_block</c>).</summary>
internal sealed record StoredMintConfigTxs(IReadOnlyList<ValidatedMintConfigTx> Txs) : IWireMessage<StoredMintConfigTxs>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => writer.Messages(1, Txs);

    /// <inheritdoc/>
    public bool Equals(StoredMintConfigTxs? other) => other is not null && Txs.SequenceEqual(other.Txs);

    /// <inheritdoc/>
    public override int GetHashCode() => Txs.Count;

    /// <inheritdoc/>
    public static StoredMintConfigTxs ReadFrom(ref ProstReader reader) => new(StoredLists.ReadFrom<ValidatedMintConfigTx>(ref reader));
}

/// <summary>A block's mintings (<c>mint_tx_store:set_txs_by_block</c>).</summary>
internal sealed record StoredMintTxs(IReadOnlyList<MintTx> Txs) : IWireMessage<StoredMintTxs>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => writer.Messages(1, Txs);

    /// <inheritdoc/>
    public bool Equals(StoredMintTxs? other) => other is not null && Txs.SequenceEqual(other.Txs);

    /// <inheritdoc/>
    public override int GetHashCode() => Txs.Count;

    /// <inheritdoc/>
    public static StoredMintTxs ReadFrom(ref ProstReader reader) => new(StoredLists.ReadFrom<MintTx>(ref reader));
}

internal static class StoredLists
{
    internal static List<T> ReadFrom<T>(ref ProstReader reader)
        where T : IWireMessage<T>
    {
        List<T> list = [];
        while (reader.TryReadField(out int field))
        {
            if (field == 1) list.Add(reader.Message<T>());
            else reader.Skip();
        }
        return list;
    }
}
