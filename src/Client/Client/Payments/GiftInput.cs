// An output whose keys are in a code (fact sheet crypto §7.2).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Where it is, the one-time private key that spends it, and the secret that opens it. Wiped on disposal.</summary>
internal sealed record GiftInput : InputSource, IDisposable
{
    private readonly RistrettoPrivate _onetime;
    private CompressedRistretto _sharedSecret;

    /// <summary>An output with its key, copied, and its shared secret.</summary>
    internal GiftInput(ulong globalIndex, RistrettoPrivate onetime, CompressedRistretto sharedSecret)
        : base(globalIndex) => (_onetime, _sharedSecret) = (new RistrettoPrivate(onetime.Scalar), sharedSecret);

    internal KeyImage KeyImage() => Transactions.KeyImage.Create(_onetime);

    /// <summary>What it holds; null if it is not the code's output.</summary>
    internal Amount? Read(TxOut output)
    {
        if (output.TargetKey != _onetime.PublicKey().Encoding || output.MaskedAmount is not { } masked) return null;
        return masked.Unmask(_sharedSecret, out UnmaskedAmount amount, out Choice matches) == AmountError.None && matches.Reveal() ? amount.Amount : null;
    }

    internal override InputCredentials Credentials(IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs) =>
        Read(ring[0]) is null ? throw Another() : new InputCredentials(ring, proofs, 0, _onetime, _sharedSecret);

    public void Dispose()
    {
        _onetime.Dispose();
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<CompressedRistretto>(ref _sharedSecret)));
    }
}
