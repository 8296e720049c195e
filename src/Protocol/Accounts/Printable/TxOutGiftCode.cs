// A gift code: what it takes to spend one output (fact sheet crypto §7.2, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>Where an output is, the one-time private key that spends it, and the shared secret that opens it. Wiped on disposal.</summary>
public sealed class TxOutGiftCode : IDisposable, IEquatable<TxOutGiftCode>, IWireMessage<TxOutGiftCode>
{
    /// <summary>Bytes of a shared secret.</summary>
    public const int SharedSecretSize = RistrettoPoint.Size;

    private readonly SecretBytes _sharedSecret = new(SharedSecretSize);

    /// <summary>A gift code.</summary>
    /// <param name="globalIndex">The output's index in the ledger.</param>
    /// <param name="onetimePrivateKey">Copied: the caller keeps, and disposes of, its own.</param>
    /// <param name="sharedSecret">An encoded point, 32 bytes; copied.</param>
    /// <exception cref="ArgumentException">A shared secret of another length.</exception>
    /// <exception cref="KeyException">A shared secret that encodes no point.</exception>
    public TxOutGiftCode(ulong globalIndex, RistrettoPrivate onetimePrivateKey, ReadOnlySpan<byte> sharedSecret)
    {
        ArgumentNullException.ThrowIfNull(onetimePrivateKey);
        Error.ThrowIfNotLength(sharedSecret.Length, SharedSecretSize, nameof(sharedSecret));
        _ = RistrettoPublic.Parse(sharedSecret);
        GlobalIndex = globalIndex;
        OnetimePrivateKey = new RistrettoPrivate(onetimePrivateKey.Scalar);
        sharedSecret.CopyTo(_sharedSecret.Span);
    }

    /// <summary>The output's index in the ledger.</summary>
    public ulong GlobalIndex { get; }

    /// <summary>What spends the output; it lives as long as this gift code.</summary>
    public RistrettoPrivate OnetimePrivateKey { get; }

    /// <summary>What opens the output's amount, an encoded point in place: whoever copies it wipes the copy.</summary>
    public ReadOnlySpan<byte> SharedSecret => _sharedSecret.Span;

    /// <inheritdoc/>
    public static TxOutGiftCode ReadFrom(ref ProstReader reader)
    {
        ulong index = 0;
        ReadOnlySpan<byte> key = default, secret = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: index = reader.UInt64(); break;
                case 2: reader.Merge(ref key); break;
                case 3: reader.Merge(ref secret); break;
                default: reader.Skip(); break;
            }
        }
        // Gift codes come as text, in the public form: there, a key that is absent is an error.
        if (reader.Wrapped(key, RistrettoPrivate.Size, "TxOutGiftCode.onetime_private_key").IsEmpty)
        {
            throw new WireException("TxOutGiftCode.onetime_private_key: absent");
        }
        using RistrettoPrivate onetimeKey = reader.PrivateKey(key, "TxOutGiftCode.onetime_private_key");
        ReadOnlySpan<byte> point = reader.Wrapped(secret, SharedSecretSize, "TxOutGiftCode.shared_secret");
        if (point.IsEmpty) throw new WireException("TxOutGiftCode.shared_secret: absent");
        try
        {
            return new TxOutGiftCode(index, onetimeKey, point);
        }
        catch (KeyException e)
        {
            throw new WireException("TxOutGiftCode.shared_secret: the bytes encode no point", e);
        }
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, GlobalIndex);
        writer.Key(2, OnetimePrivateKey);
        writer.Wrapper(3, _sharedSecret.Span);
    }

    /// <summary>Equality of all three, in fixed time.</summary>
    public bool Equals(TxOutGiftCode? other) =>
        other is not null
        && (Choice.Equal(GlobalIndex, other.GlobalIndex).Reveal()
            & OnetimePrivateKey.Equals(other.OnetimePrivateKey)
            & Choice.Equal(SharedSecret, other.SharedSecret).Reveal());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxOutGiftCode);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a gift code has no hash code");

    /// <summary>Wipes key and secret.</summary>
    public void Dispose()
    {
        OnetimePrivateKey.Dispose();
        _sharedSecret.Dispose();
    }
}
