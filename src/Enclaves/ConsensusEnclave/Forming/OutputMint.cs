// Outputs that the enclave makes itself (fact sheets consensus §3.6, ledger §3.6): their keys follow from the block's inputs, so that every node
// makes the same.
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>Makes the outputs of one kind for one block.</summary>
internal sealed class OutputMint
{
    private readonly BlockVersion _version;
    private readonly MerlinTranscript _inputs;

    private OutputMint(BlockVersion version, MerlinTranscript inputs)
    {
        _version = version;
        _inputs = inputs;
    }

    /// <summary>For the fees of transactions, in the block's order.</summary>
    internal static OutputMint ForFees(BlockVersion version, Blockchain.BlockID parent, ReadOnlySpan<Tx> txs) =>
        Of(version, "mc_fees_output_private_key"u8, parent, txs);

    /// <summary>For mintings, in the block's order.</summary>
    internal static OutputMint ForMintings(BlockVersion version, Blockchain.BlockID parent, ReadOnlySpan<MintTx> txs) =>
        Of(version, "mc_minted_output_private_key"u8, parent, txs);

    /// <summary>An output.</summary>
    /// <param name="amount">What it holds.</param>
    /// <param name="counter">What tells it from others of this kind and amount.</param>
    /// <param name="viewPublicKey">The recipient's view key.</param>
    /// <param name="spendPublicKey">The recipient's spend key.</param>
    /// <param name="hint">The fog hint; the default, zeros, is nobody's.</param>
    internal TxOut Make(
        Amount amount, ulong counter, in RistrettoPublic viewPublicKey, in RistrettoPublic spendPublicKey, EncryptedFogHint hint)
    {
        // From version 2 on, which is known, nothing looks at the token.
        if (!_version.HasMaskedTokenIds && amount.TokenId != TokenId.Mob)
        {
            throw new EnclaveException(EnclaveErrorKind.FormBlock, $"token {amount.TokenId} has no outputs at block version {_version}");
        }
        MerlinTranscript transcript = _inputs.Clone();
        amount.AppendTo(ref transcript, "amount"u8);
        transcript.DigestUInt64("counter"u8, counter);
        Span<byte> bytes = stackalloc byte[RistrettoPrivate.Size];
        transcript.Digest32(bytes);
        transcript.Wipe();
        using RistrettoPrivate key = RistrettoPrivate.FromBytesModOrder(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return TxOut.Create(_version, amount, viewPublicKey, spendPublicKey, key, hint, memo: null, out _);
    }

    // All inputs are read once, whatever the number of outputs.
    private static OutputMint Of<T>(BlockVersion version, ReadOnlySpan<byte> label, Blockchain.BlockID parent, ReadOnlySpan<T> txs)
        where T : IDigestible
    {
        var transcript = new MerlinTranscript(label);
        parent.AppendTo(ref transcript, "parent_block_id"u8);
        transcript.DigestSequence("transactions"u8, txs.Length);
        foreach (T tx in txs) tx.AppendTo(ref transcript, default);
        return new OutputMint(version, transcript);
    }
}
