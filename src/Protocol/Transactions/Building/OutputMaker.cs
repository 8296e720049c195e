// How both builders make outputs, and what deadline those allow (fact sheet ledger §4.1).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Fog hints, outputs with what unblinds them, and the tombstone block with its limit.</summary>
internal sealed class OutputMaker(BlockVersion blockVersion, IFogResolver fogResolver)
{
    internal BlockVersion BlockVersion => blockVersion;

    /// <summary>The deadline: none at first.</summary>
    internal ulong TombstoneBlock { get; private set; } = ulong.MaxValue;

    /// <summary>The latest deadline that fog keys and rules allow.</summary>
    internal ulong TombstoneLimit { get; private set; } = ulong.MaxValue;

    internal ulong SetTombstoneBlock(ulong block) => TombstoneBlock = Math.Min(block, TombstoneLimit);

    internal void LimitTombstoneBlock(ulong limit)
    {
        TombstoneLimit = Math.Min(TombstoneLimit, limit);
        TombstoneBlock = Math.Min(TombstoneBlock, TombstoneLimit);
    }

    /// <summary>The hint for an address, and until when it is good. Draws 64 bytes with fog, 128 without.</summary>
    internal EncryptedFogHint Hint(PublicAddress address, RandomFill random, out ulong expiry)
    {
        Span<byte> hint = stackalloc byte[FogHint.Size];
        if (!address.HasFog)
        {
            expiry = ulong.MaxValue;
            FogHint.SealDummy(hint, random);
            return new EncryptedFogHint(hint);
        }
        FogPubkey key;
        try
        {
            key = fogResolver.GetFogPubkey(address);
        }
        catch (FogResolutionException e)
        {
            throw new TxBuilderException(TxBuilderError.FogPublicKey, e);
        }
        expiry = key.PubkeyExpiry;
        FogHint.Seal(key.PublicKey, address.ViewPublicKey, hint, random);
        return new EncryptedFogHint(hint);
    }

    /// <summary>Makes an output; draws 64 bytes if its private key is not given.</summary>
    internal TxOutContext Make(
        Amount amount, PublicAddress recipient, EncryptedFogHint hint, ulong expiry, Func<CompressedRistretto, MemoPayload> memo,
        RandomFill random, RistrettoPrivate? txPrivateKey, out TxOutSummaryUnblindingData unblinding)
    {
        RistrettoPrivate key = txPrivateKey is null ? RistrettoPrivate.Random(random) : new RistrettoPrivate(txPrivateKey.Scalar);
        try
        {
            TxOut output = TxOut.Create(blockVersion, amount, recipient, key, hint, memo, out CompressedRistretto shared);
            unblinding = new TxOutSummaryUnblindingData(output.MaskedAmount!.Unmask(shared), recipient, key);
            LimitTombstoneBlock(expiry);
            return new TxOutContext(output, TxOutConfirmationNumber.FromSharedSecret(shared), shared);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
