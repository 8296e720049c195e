// What an enclave's report commits to (fact sheet attestation §1.2, crypto §5.7, §9.5).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// Nonce, key and custom identity behind an enclave's report data. Immutable. Fields of other lengths decode: see <see cref="IsWellFormed"/>.
/// </summary>
public sealed class EnclaveReportDataContents
    : IEquatable<EnclaveReportDataContents>, IDigestible, IWireMessage<EnclaveReportDataContents>
{
    /// <summary>Bytes of a nonce.</summary>
    public const int NonceSize = 16;

    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    /// <summary>Bytes of a custom identity that is there.</summary>
    public const int CustomIdentitySize = 32;

    private readonly byte[] _nonce;
    private readonly byte[] _key;
    private readonly byte[] _customIdentity;

    /// <summary>Contents from the fields.</summary>
    /// <param name="nonce">16 bytes if well formed.</param>
    /// <param name="key">An X25519 public key, 32 bytes if well formed.</param>
    /// <param name="customIdentity">32 bytes, or none: absent, which is another thing than 32 zero bytes.</param>
    public EnclaveReportDataContents(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key, ReadOnlySpan<byte> customIdentity)
    {
        _nonce = nonce.ToArray();
        _key = key.ToArray();
        _customIdentity = customIdentity.ToArray();
    }

    /// <summary>The nonce.</summary>
    public ReadOnlySpan<byte> Nonce => _nonce;

    /// <summary>The enclave's public key.</summary>
    public ReadOnlySpan<byte> Key => _key;

    /// <summary>What else the enclave commits to; empty if absent.</summary>
    public ReadOnlySpan<byte> CustomIdentity => _customIdentity;

    /// <summary>Whether all fields have their lengths.</summary>
    public bool IsWellFormed =>
        _nonce.Length == NonceSize && _key.Length == KeySize && _customIdentity.Length is 0 or CustomIdentitySize;

    /// <summary>The commitment in the first half of the report's data: the SHA-256 of the fields in a row, 32 bytes.</summary>
    public byte[] Sha256() => SHA256.HashData([.. _nonce, .. _key, .. _customIdentity]);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "EnclaveReportDataContents"u8);
        node.Bytes("nonce"u8, _nonce);
        node.Bytes("key"u8, _key);
        node.Bytes("custom_identity"u8, _customIdentity);
    }

    /// <inheritdoc/>
    public bool Equals(EnclaveReportDataContents? other) =>
        other is not null && Nonce.SequenceEqual(other.Nonce) && Key.SequenceEqual(other.Key)
        && CustomIdentity.SequenceEqual(other.CustomIdentity);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EnclaveReportDataContents);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_nonce);
        hash.AddBytes(_key);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _nonce);
        writer.Bytes(2, _key);
        writer.Bytes(3, _customIdentity);
    }

    /// <inheritdoc/>
    public static EnclaveReportDataContents ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> nonce = default, key = default, identity = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: nonce = reader.Bytes(); break;
                case 2: key = reader.Bytes(); break;
                case 3: identity = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new EnclaveReportDataContents(nonce, key, identity);
    }
}
