// Fog hints: for whom an output is, readable by fog's ingest enclave alone (fact sheet crypto §3.2).
// A crypto box of 34 bytes to the ingress key: the recipient's subaddress view public key ‖ 2A ‖ 2A.
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>Encrypted fog hints, 84 bytes each. Opening does the same work whether a hint is ours, foreign, a dummy or damaged.</summary>
public static partial class FogHint
{
    /// <summary>Bytes of a hint.</summary>
    public const int Size = PlaintextSize + VersionedCryptoBox.Overhead;

    private const int KeySize = RistrettoPoint.Size;
    private const int PlaintextSize = KeySize + 2;
    private const byte MagicByte = 0x2a;

    /// <summary>Makes a hint. Draws 64 bytes.</summary>
    /// <param name="ingress">The ingress public key of a validated fog report.</param>
    /// <param name="view">The recipient's subaddress view public key.</param>
    /// <param name="hint">Receives the hint, 84 bytes.</param>
    /// <param name="random">Randomness for this hint alone.</param>
    /// <exception cref="ArgumentException">The hint has another length.</exception>
    public static void Seal(in RistrettoPublic ingress, in RistrettoPublic view, Span<byte> hint, RandomFill random)
    {
        Error.ThrowIfNotLength(hint.Length, Size, nameof(hint));
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        view.CopyTo(plaintext[..KeySize]);
        plaintext[KeySize..].Fill(MagicByte);
        VersionedCryptoBox.Seal(ingress, plaintext, hint, random);
        CryptographicOperations.ZeroMemory(plaintext);
    }

    /// <summary>
    /// Makes the dummy hint of a recipient without fog: 34 zero bytes to a random key, which nobody can tell from a real one. Draws 64 bytes
    /// for that key, then 64.
    /// </summary>
    /// <param name="hint">Receives the hint, 84 bytes.</param>
    /// <param name="random">Randomness for this hint alone.</param>
    /// <exception cref="ArgumentException">The hint has another length.</exception>
    public static void SealDummy(Span<byte> hint, RandomFill random)
    {
        Error.ThrowIfNotLength(hint.Length, Size, nameof(hint));
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        plaintext.Clear();
        VersionedCryptoBox.Seal(RistrettoPublic.Random(random), plaintext, hint, random);
    }

    /// <summary>Opens a hint, in constant time but for its public bytes (version, ephemeral key).</summary>
    /// <param name="ingress">The ingress private key.</param>
    /// <param name="hint">84 bytes.</param>
    /// <param name="output">
    /// 32 bytes: overwritten with the recipient's view public key, not checked to decode, if the hint is for this key; otherwise as before.
    /// </param>
    /// <returns>Whether it is, still secret.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static Choice Open(RistrettoPrivate ingress, ReadOnlySpan<byte> hint, Span<byte> output)
    {
        Error.ThrowIfNotLength(hint.Length, Size, nameof(hint));
        Error.ThrowIfNotLength(output.Length, KeySize, nameof(output));
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        plaintext.Clear();
        CryptoBoxError error = VersionedCryptoBox.Open(ingress, hint, plaintext, out Choice ours);
        if (error.Kind == CryptoBoxErrorKind.None) ours = Accept(ours, plaintext, output);
        CryptographicOperations.ZeroMemory(plaintext);
        return ours;
    }

    /// <summary>The check of the magic bytes and the masked copy.</summary>
    private static Choice Accept(Choice genuine, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        Choice ours = genuine & Choice.Equal(plaintext[KeySize], MagicByte) & Choice.Equal(plaintext[KeySize + 1], MagicByte);
        ours.Copy(plaintext[..KeySize], output);
        return ours;
    }
}
