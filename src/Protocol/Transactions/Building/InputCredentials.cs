// What spends an output: its ring, and how its key is found (fact sheet ledger §4.1).
// It runs where the spender's keys are. Sorting the ring shows in memory accesses where the real input lies in it.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A ring in its order, its proofs, and the secrets of the member that is spent. Wiped on disposal.</summary>
public sealed class InputCredentials : IDisposable
{
    private InputCredentials(
        IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, int realIndex, RistrettoPrivate? onetimePrivateKey,
        ulong subaddressIndex, RistrettoPrivate? viewPrivateKey, CompressedRistretto sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(proofs);
        if (ring.Count == 0) throw new TxBuilderException(TxBuilderError.InvalidRingSize, "0");
        if ((uint)realIndex >= (uint)ring.Count) throw new TxBuilderException(TxBuilderError.NoInputs);
        TxOut real = ring[realIndex];
        if (!real.PublicKey.TryDecompress(out RistrettoPoint publicKey)) throw new TxBuilderException(TxBuilderError.KeyError);
        MaskedAmount masked = real.MaskedAmount ?? throw new TxBuilderException(TxBuilderError.UnknownMaskedAmountVersion);
        if (viewPrivateKey is not null) sharedSecret = OnetimeKeys.SharedSecret(new RistrettoPublic(publicKey), viewPrivateKey);
        UnmaskedAmount amount = masked.Unmask(sharedSecret);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<CompressedRistretto>(ref sharedSecret)));

        int[] order = [.. Enumerable.Range(0, ring.Count).OrderBy(i => ring[i].PublicKey)];
        Ring = [.. order.Select(i => ring[i])];
        // Proofs that are not one a member stay as they are: building refuses them.
        MembershipProofs = proofs.Count == ring.Count ? [.. order.Select(i => proofs[i])] : proofs;
        RealIndex = order.AsSpan().IndexOf(realIndex);
        Scalar blinding = amount.Blinding;
        Secret = onetimePrivateKey is null
            ? new InputSecret(subaddressIndex, amount.Amount, blinding)
            : new InputSecret(new RistrettoPrivate(onetimePrivateKey.Scalar), amount.Amount, blinding);
        Scalar.Wipe(ref blinding);
    }

    /// <summary>Credentials with the one-time private key of the real input.</summary>
    /// <param name="ring">The outputs, in any order.</param>
    /// <param name="membershipProofs">The proof of each, in the same order.</param>
    /// <param name="realIndex">Which of them is spent.</param>
    /// <param name="onetimePrivateKey">Its one-time private key, copied.</param>
    /// <param name="viewPrivateKey">The view private key of its owner, which reads its amount.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.InvalidRingSize"/>, <see cref="TxBuilderError.NoInputs"/>, <see cref="TxBuilderError.KeyError"/>,
    /// <see cref="TxBuilderError.UnknownMaskedAmountVersion"/>.
    /// </exception>
    /// <exception cref="AmountException">The amount cannot be read: most often, the output is another's.</exception>
    public InputCredentials(
        IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> membershipProofs, int realIndex, RistrettoPrivate onetimePrivateKey,
        RistrettoPrivate viewPrivateKey)
        : this(
            ring, membershipProofs, realIndex, onetimePrivateKey ?? throw new ArgumentNullException(nameof(onetimePrivateKey)), 0,
            viewPrivateKey ?? throw new ArgumentNullException(nameof(viewPrivateKey)), default)
    {
    }

    /// <summary>Credentials with the one-time private key and the shared secret of the real input, as gift codes hold them.</summary>
    /// <param name="ring">The outputs, in any order.</param>
    /// <param name="membershipProofs">The proof of each, in the same order.</param>
    /// <param name="realIndex">Which of them is spent.</param>
    /// <param name="onetimePrivateKey">Its one-time private key, copied.</param>
    /// <param name="sharedSecret">Its shared secret, encoded, which reads its amount.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.InvalidRingSize"/>, <see cref="TxBuilderError.NoInputs"/>, <see cref="TxBuilderError.KeyError"/>,
    /// <see cref="TxBuilderError.UnknownMaskedAmountVersion"/>.
    /// </exception>
    /// <exception cref="AmountException">The amount cannot be read: the secret is of another output.</exception>
    public InputCredentials(
        IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> membershipProofs, int realIndex, RistrettoPrivate onetimePrivateKey,
        CompressedRistretto sharedSecret)
        : this(
            ring, membershipProofs, realIndex, onetimePrivateKey ?? throw new ArgumentNullException(nameof(onetimePrivateKey)), 0,
            null, sharedSecret)
    {
    }

    /// <summary>Credentials with the subaddress that received the real input: the signer derives the key.</summary>
    /// <param name="ring">The outputs, in any order.</param>
    /// <param name="membershipProofs">The proof of each, in the same order.</param>
    /// <param name="realIndex">Which of them is spent.</param>
    /// <param name="subaddressIndex">The subaddress that received it.</param>
    /// <param name="viewPrivateKey">The view private key of its owner, which reads its amount.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.InvalidRingSize"/>, <see cref="TxBuilderError.NoInputs"/>, <see cref="TxBuilderError.KeyError"/>,
    /// <see cref="TxBuilderError.UnknownMaskedAmountVersion"/>.
    /// </exception>
    /// <exception cref="AmountException">The amount cannot be read: most often, the output is another's.</exception>
    public InputCredentials(
        IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> membershipProofs, int realIndex, ulong subaddressIndex,
        RistrettoPrivate viewPrivateKey)
        : this(
            ring, membershipProofs, realIndex, null, subaddressIndex, viewPrivateKey ?? throw new ArgumentNullException(nameof(viewPrivateKey)), default)
    {
    }

    /// <summary>The outputs, ascending by public key.</summary>
    public IReadOnlyList<TxOut> Ring { get; }

    /// <summary>The proof of each.</summary>
    public IReadOnlyList<TxOutMembershipProof> MembershipProofs { get; }

    /// <summary>Which of them is spent.</summary>
    public int RealIndex { get; }

    /// <summary>What it holds.</summary>
    public Amount Amount => Secret.Amount;

    internal InputSecret Secret { get; }

    /// <summary>Wipes the secrets.</summary>
    public void Dispose() => Secret.Dispose();

    /// <summary>The ring as it is signed, with secrets of its own.</summary>
    internal SignableInputRing ToSignable()
    {
        if (!ReducedRing.TryOf(Ring, out ReducedTxOut[] members)) throw new TxBuilderException(TxBuilderError.UnknownMaskedAmountVersion);
        return new SignableInputRing(members, (uint)RealIndex, Secret.Copy());
    }
}
