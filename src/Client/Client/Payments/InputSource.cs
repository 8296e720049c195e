// Something that can be spent: an output of the account's, or one whose keys were given away (fact sheets fog §7.7 "Sending", crypto §7.2).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Where an output is, what it should be, and how it is spent.</summary>
/// <param name="GlobalIndex">Its place in the ledger.</param>
internal abstract record InputSource(ulong GlobalIndex)
{
    /// <summary>The output as the ledger has it, with its ring; checked to be the one that was meant.</summary>
    /// <param name="ring">The output first, then its decoys.</param>
    /// <param name="proofs">The proof of each.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InconsistentAnswer"/>: it is another.</exception>
    internal abstract InputCredentials Credentials(IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs);

    private protected MobileCoinException Another() =>
        new(ClientError.InconsistentAnswer, $"Fog ledger's answer is not to be believed: output {GlobalIndex} is another than the one that is known");
}

/// <summary>An output of an account's. Fog's record of it lacks the hint, so that the ledger's own is spent.</summary>
/// <param name="Output">What is known of it.</param>
/// <param name="Keys">The keys that see it.</param>
internal sealed record OwnInput(OwnedTxOut Output, ViewAccountKey Keys) : InputSource(Output.GlobalIndex)
{
    internal override InputCredentials Credentials(IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs)
    {
        TxOut real = ring[0];
        if (real.PublicKey != Output.PublicKey || !real.TryViewKeyMatch(Keys.ViewPrivateKey, out UnmaskedAmount amount, out _)) throw Another();
        if (amount.Amount != Output.Amount) throw Another();
        if (!real.TargetKey.TryDecompress(out RistrettoPoint target) || !real.PublicKey.TryDecompress(out RistrettoPoint key)) throw Another();
        RistrettoPublic spend = OnetimeKeys.RecoverSpendKey(Keys.ViewPrivateKey, new RistrettoPublic(target), new RistrettoPublic(key));
        if (spend != Keys.Subaddress(Output.SubaddressIndex).SpendPublicKey) throw Another();
        return new InputCredentials(ring, proofs, 0, Output.SubaddressIndex, Keys.ViewPrivateKey);
    }
}
