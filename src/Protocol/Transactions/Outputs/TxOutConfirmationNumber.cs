// What proves to a recipient that someone sent an output (fact sheet ledger §2.2, crypto §3.9).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A hash of an output's shared secret, 32 bytes: only its sender and its recipient know it. Equality is fixed-time.</summary>
public readonly struct TxOutConfirmationNumber : IEquatable<TxOutConfirmationNumber>, IDigestible, IWireMessage<TxOutConfirmationNumber>
{
    /// <summary>Bytes of a number: 32.</summary>
    public const int Size = 32;

    // 32 bytes with fixed-time equality; they encode nothing.
    private readonly CompressedRistretto _bytes;

    /// <summary>Takes 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TxOutConfirmationNumber(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        _bytes = new CompressedRistretto(bytes);
    }

    /// <summary>The number of an output.</summary>
    /// <param name="sharedSecret">Its shared secret, encoded.</param>
    public static TxOutConfirmationNumber FromSharedSecret(CompressedRistretto sharedSecret)
    {
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size], number = stackalloc byte[Size];
        sharedSecret.CopyTo(secret);
        Blake2b.Hash("mc_tx_out_confirmation_number"u8, secret, number);
        CryptographicOperations.ZeroMemory(secret);
        return new TxOutConfirmationNumber(number);
    }

    /// <summary>Whether the number is that of an output: its sender is then who gave it. Fixed-time.</summary>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <param name="viewPrivateKey">The account's view private key.</param>
    public Choice Validate(in RistrettoPublic txPublicKey, RistrettoPrivate viewPrivateKey)
    {
        TxOutConfirmationNumber expected = FromSharedSecret(OnetimeKeys.SharedSecret(txPublicKey, viewPrivateKey));
        return Choice.Equal(Span(in this), Span(in expected));
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes) => _bytes.CopyTo(bytes);

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => _bytes.ToBytes();

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOutConfirmationNumber"u8);
        node.BytesAlways("0"u8, Span(in this));
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.PointContent(_bytes);
    }

    /// <inheritdoc/>
    public static TxOutConfirmationNumber ReadFrom(ref ProstReader reader)
    {
        Span<byte> bytes = stackalloc byte[Size];
        reader.PointContent("TxOutConfirmationNumber.hash").CopyTo(bytes);
        return new TxOutConfirmationNumber(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(TxOutConfirmationNumber other) => _bytes == other._bytes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TxOutConfirmationNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => _bytes.ToString();

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(TxOutConfirmationNumber a, TxOutConfirmationNumber b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(TxOutConfirmationNumber a, TxOutConfirmationNumber b) => !a.Equals(b);

    private static ReadOnlySpan<byte> Span(in TxOutConfirmationNumber number) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<TxOutConfirmationNumber>(in number));
}
