// A record as ingest stores it: under its search key, encrypted to its owner (fact sheet crypto §3.3, §9.8, fog §2.4, §2.7).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A search key and a box with a <see cref="TxOutRecord"/>. Immutable.</summary>
/// <param name="searchKey">16 bytes.</param>
/// <param name="payload">The box.</param>
public sealed partial class ETxOutRecord(ReadOnlyMemory<byte> searchKey, ReadOnlyMemory<byte> payload) : IWireMessage<ETxOutRecord>
{
    /// <summary>The key that the record is found under, 16 bytes.</summary>
    public ReadOnlyMemory<byte> SearchKey { get; } = searchKey;

    /// <summary>The box.</summary>
    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>Encrypts a record. Draws 64 bytes, the box's ephemeral private key.</summary>
    /// <param name="searchKey">16 bytes.</param>
    /// <param name="userViewPublicKey">The subaddress view public key that the output's hint names.</param>
    /// <param name="record">The record.</param>
    /// <param name="random">Randomness for this record alone.</param>
    public static ETxOutRecord Seal(ReadOnlySpan<byte> searchKey, in RistrettoPublic userViewPublicKey, TxOutRecord record, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (searchKey.Length != KexRng.OutputSize)
        {
            throw new ArgumentException($"Expected {KexRng.OutputSize} bytes, got {searchKey.Length}", nameof(searchKey));
        }
        using var writer = new ProstWriter();
        record.WriteTo(writer);
        byte[] payload = new byte[writer.Length + VersionedCryptoBox.Overhead];
        VersionedCryptoBox.Seal(userViewPublicKey, writer.Written, payload, random);
        return new ETxOutRecord(searchKey.ToArray(), payload);
    }

    /// <summary>Decrypts the box of a record.</summary>
    /// <param name="payload">The box, without padding.</param>
    /// <param name="subaddressViewPrivate">The view private key of the default subaddress.</param>
    /// <returns>The record; null if the bytes are no box for this key.</returns>
    /// <exception cref="WireException">A genuine box that holds no record.</exception>
    public static TxOutRecord? Open(ReadOnlySpan<byte> payload, RistrettoPrivate subaddressViewPrivate)
    {
        byte[] plaintext = new byte[Math.Max(0, payload.Length - VersionedCryptoBox.Overhead)];
        try
        {
            CryptoBoxError error = VersionedCryptoBox.Open(subaddressViewPrivate, payload, plaintext, out Choice genuine);
            return error.Kind == CryptoBoxErrorKind.None && genuine.Reveal() ? WireMessage.Decode<TxOutRecord>(plaintext) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Decrypts the record.</summary>
    /// <param name="subaddressViewPrivate">The view private key of the default subaddress.</param>
    /// <returns>The record; null if it is not for this key.</returns>
    /// <exception cref="WireException">A genuine box that holds no record.</exception>
    public TxOutRecord? Open(RistrettoPrivate subaddressViewPrivate) => Open(Payload.Span, subaddressViewPrivate);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.BytesAlways(1, SearchKey.Span);
        writer.BytesAlways(2, Payload.Span);
    }

    /// <inheritdoc/>
    public static ETxOutRecord ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> searchKey = default, payload = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: searchKey = reader.Bytes(); break;
                case 2: payload = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new ETxOutRecord(searchKey.ToArray(), payload.ToArray());
    }
}

/// <summary>The records of one block, as the recovery database keeps them.</summary>
/// <param name="newTxOuts">The records, in the order of the outputs.</param>
public sealed class ProtoIngestedBlockData(IReadOnlyList<ETxOutRecord> newTxOuts) : IWireMessage<ProtoIngestedBlockData>
{
    /// <summary>The records, in the order of the outputs.</summary>
    public IReadOnlyList<ETxOutRecord> NewTxOuts { get; } = newTxOuts;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, NewTxOuts);
    }

    /// <inheritdoc/>
    public static ProtoIngestedBlockData ReadFrom(ref ProstReader reader)
    {
        var records = new List<ETxOutRecord>();
        while (reader.TryReadField(out int field))
        {
            if (field == 1) records.Add(reader.Message<ETxOutRecord>());
            else reader.Skip();
        }
        return new ProtoIngestedBlockData(records);
    }
}
