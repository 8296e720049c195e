// Many records of one owner, opened in lanes: what a wallet does with what fog view found (fact sheet crypto §3.3, fog §5.9).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

public sealed partial class ETxOutRecord
{
    /// <summary>Decrypts the boxes of many records, several times cheaper than one by one.</summary>
    /// <param name="payloads">The boxes, without padding.</param>
    /// <param name="subaddressViewPrivate">The view private key of the subaddress that they are for.</param>
    /// <returns>The records; null where the bytes are no box for this key.</returns>
    /// <exception cref="WireException">A genuine box that holds no record.</exception>
    public static TxOutRecord?[] OpenMany(IReadOnlyList<ReadOnlyMemory<byte>> payloads, RistrettoPrivate subaddressViewPrivate)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        int[] lengths = [.. payloads.Select(p => p.Length)];
        byte[] boxes = new byte[lengths.Sum()];
        byte[] plaintexts = new byte[lengths.Sum(l => Math.Max(0, l - VersionedCryptoBox.Overhead))];
        var genuine = new Choice[lengths.Length];
        int at = 0;
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            payload.Span.CopyTo(boxes.AsSpan(at));
            at += payload.Length;
        }
        try
        {
            VersionedCryptoBox.OpenBatch(subaddressViewPrivate, boxes, lengths, plaintexts, genuine);
            var records = new TxOutRecord?[lengths.Length];
            at = 0;
            for (int i = 0; i < records.Length; i++)
            {
                int length = Math.Max(0, lengths[i] - VersionedCryptoBox.Overhead);
                // Whether a box is for the asker is what he is told.
                if (genuine[i].Reveal()) records[i] = WireMessage.Decode<TxOutRecord>(plaintexts.AsSpan(at, length));
                at += length;
            }
            return records;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintexts);
        }
    }
}
