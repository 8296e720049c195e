// When a multi-signature satisfies a signer set (fact sheet crypto §2.5, ledger §3.3).
using System.Runtime.InteropServices;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class SignerSet
{
    /// <summary>
    /// Verifies a multi-signature over a message: each distinct single signer with a signature that verifies counts one, and so does each
    /// distinct nested set that the same signatures satisfy. Signatures that fit nobody do not matter. Variable time: everything is public.
    /// </summary>
    /// <param name="message">What was signed.</param>
    /// <param name="multiSig">The signatures.</param>
    /// <param name="signers">Who signed, sorted, each once; empty on failure.</param>
    /// <returns>
    /// False if this set is not valid, there are more than <see cref="MultiSig.MaxSignatures"/> signatures, or fewer matches than the
    /// threshold.
    /// </returns>
    public bool TryVerify(ReadOnlySpan<byte> message, MultiSig multiSig, out IReadOnlyList<Ed25519Public> signers)
    {
        ArgumentNullException.ThrowIfNull(multiSig);
        signers = [];
        if (!IsValid || multiSig.Signatures.Length > MultiSig.MaxSignatures) return false;
        // A signer may be in many sets: each is looked at once.
        var known = new Dictionary<Ed25519Public, bool>();
        Ed25519Signature[] signatures = [.. new SortedSet<Ed25519Signature>(multiSig.Signatures.ToArray())];
        var matched = new SortedSet<Ed25519Public>();
        if (!Matches(message, signatures, known, matched)) return false;
        signers = [.. matched];
        return true;
    }

    /// <summary>As <see cref="TryVerify"/>, without the signers.</summary>
    public bool Verify(ReadOnlySpan<byte> message, MultiSig multiSig) => TryVerify(message, multiSig, out _);

    private bool Matches(
        ReadOnlySpan<byte> message, Ed25519Signature[] signatures, Dictionary<Ed25519Public, bool> known, SortedSet<Ed25519Public> matched)
    {
        ulong matches = 0;
        var mine = new List<Ed25519Public>();
        foreach (Ed25519Public signer in new SortedSet<Ed25519Public>(_individualSigners))
        {
            if (!HasSigned(signer, message, signatures, known)) continue;
            matches++;
            mine.Add(signer);
        }
        var below = new SortedSet<Ed25519Public>();
        foreach (SignerSet nested in new SortedSet<SignerSet>(_multiSigners))
        {
            if (nested.Matches(message, signatures, known, below)) matches++;
        }
        if (matches < Threshold) return false;
        matched.UnionWith(mine);
        matched.UnionWith(below);
        return true;
    }

    private static bool HasSigned(
        in Ed25519Public signer, ReadOnlySpan<byte> message, Ed25519Signature[] signatures, Dictionary<Ed25519Public, bool> known)
    {
        ref bool signed = ref CollectionsMarshal.GetValueRefOrAddDefault(known, signer, out bool exists);
        if (exists) return signed;
        foreach (ref readonly Ed25519Signature signature in signatures.AsSpan())
        {
            if (signer.Verify(message, signature)) return signed = true;
        }
        return false;
    }
}
