// Whether a block may follow (fact sheet ledger §5.5 "append_block"): each check in upstream's order.
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>A block with what can be computed of it before the ledger is locked.</summary>
internal sealed class BlockChecks
{
    private readonly BlockData _data;
    private readonly Block _block;
    private readonly BlockContents _contents;
    private readonly bool _isContentsHashValid;
    private readonly bool _isIdValid;

    internal BlockChecks(BlockData data)
    {
        (_data, _block, _contents) = (data, data.Block, data.Contents);
        _isContentsHashValid = _contents.Hash() == _block.ContentsHash;
        _isIdValid = _block.IsBlockIdValid;
        TxOut.HashMany(_contents.Outputs);
    }

    /// <exception cref="LedgerException">It may not.</exception>
    internal void Run(LedgerView view)
    {
        CheckPlace(view);
        if (_contents.Outputs.IsEmpty && _contents.ValidatedMintConfigTxs.IsEmpty) Refuse(LedgerError.NoOutputs, "neither outputs nor mint configurations");
        if (_contents.Outputs.Length < _contents.MintTxs.Length)
        {
            Refuse(LedgerError.TooFewOutputs, $"{_contents.MintTxs.Length} mintings, {_contents.Outputs.Length} outputs");
        }
        if (_block.Index != 0 && _contents.KeyImages.IsEmpty && _contents.MintTxs.IsEmpty && _contents.ValidatedMintConfigTxs.IsEmpty)
        {
            Refuse(LedgerError.NoKeyImages, "it spends nothing and mints nothing");
        }
        if (!_isContentsHashValid) Refuse(LedgerError.InvalidBlockContents, "the hash of its contents is another");
        foreach (TxOut output in _contents.Outputs)
        {
            if (output.MaskedAmount is null) Refuse(LedgerError.MissingMaskedAmount, $"output {output.PublicKey} has no masked amount");
        }
        CheckKeys(view);
        if (!_isIdValid) Refuse(LedgerError.InvalidBlockID, $"{_block.Id} is not the id of its fields");
        CheckNonces(view);
        if (_data.Metadata is null && BlockVersion.TryFromUInt32(_block.Version, out BlockVersion version) && version.RequiresBlockMetadata)
        {
            Refuse(LedgerError.BlockMetadataRequired, $"version {_block.Version} requires metadata");
        }
    }

    private void CheckPlace(LedgerView view)
    {
        ulong index = view.NumBlocks;
        if (index == 0)
        {
            if (_block.Version != 0) Refuse(LedgerError.InvalidBlockVersion, $"version {_block.Version}, the origin block has 0");
            if (_block.Index != 0) Refuse(LedgerError.InvalidBlockIndex, "the ledger is empty");
            if (_block.ParentId != default) Refuse(LedgerError.InvalidParentBlockID, $"the origin block {_block.Id} has a parent");
            return;
        }
        Block last = view.Block(index - 1);
        if (_block.Version < last.Version || _block.Version > BlockVersion.MaxValue)
        {
            Refuse(LedgerError.InvalidBlockVersion, $"version {_block.Version}, expected {last.Version} to {BlockVersion.MaxValue}");
        }
        if (_block.Index != index) Refuse(LedgerError.InvalidBlockIndex, $"the next is {index}");
        if (_block.ParentId != last.Id) Refuse(LedgerError.InvalidParentBlockID, $"{_block.ParentId}, the last block is {last.Id}");
    }

    private void CheckKeys(LedgerView view)
    {
        foreach (KeyImage keyImage in _contents.KeyImages)
        {
            if (view.BlockOfKeyImage(keyImage) is { } spent) Refuse(LedgerError.KeyImageAlreadySpent, $"{keyImage}, in block {spent}");
        }
        Span<byte> key = stackalloc byte[CompressedRistretto.Size];
        foreach (TxOut output in _contents.Outputs)
        {
            output.PublicKey.CopyTo(key);
            if (view.FindNumber(view.Tables.TxOutIndexByPublicKey, key) is { } known)
            {
                Refuse(LedgerError.DuplicateOutputPublicKey, $"{output.PublicKey}, of output {known}");
            }
        }
    }

    private void CheckNonces(LedgerView view)
    {
        foreach (MintTx tx in _contents.MintTxs)
        {
            if (view.BlockOfMintNonce(tx.Prefix.TokenId, tx.Prefix.Nonce) is { } used) Refuse(LedgerError.DuplicateMintTx, Used(tx.Prefix.TokenId, tx.Prefix.Nonce, used));
        }
        foreach (ValidatedMintConfigTx tx in _contents.ValidatedMintConfigTxs)
        {
            MintConfigTxPrefix prefix = tx.MintConfigTx.Prefix;
            if (view.BlockOfMintConfigNonce(prefix.TokenId, prefix.Nonce) is { } used) Refuse(LedgerError.DuplicateMintConfigTx, Used(prefix.TokenId, prefix.Nonce, used));
        }
    }

    private static string Used(ulong token, ReadOnlySpan<byte> nonce, ulong block) =>
        $"nonce {Convert.ToHexStringLower(nonce)} of token {token}, in block {block}";

    [DoesNotReturn]
    private void Refuse(LedgerError error, string what) => throw new LedgerException(error, $"{what} (block {_block.Index})");
}
