// The answer as clients get it, with results in both forms (fact sheet fog §5.3).
using System.Security.Cryptography;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// Writes a <see cref="Transactions.QueryResponse"/> whose length tells the keys' lengths and the events, and nothing of what was found.
/// </summary>
internal static class ClientAnswer
{
    internal static void Write(ProstWriter writer, CollatedEvents events, CollatedResults results)
    {
        writer.UInt64(1, events.HighestProcessedBlockCount);
        writer.UInt64(2, events.HighestProcessedBlockSignatureTimestamp);
        writer.Int64(3, events.NextStartFromUserEventId);
        writer.Messages(4, events.MissedBlockRanges);
        writer.Messages(5, events.Rngs);
        writer.Messages(6, events.DecommissionedIngestInvocations);
        WriteOldForm(writer, results);
        writer.UInt64(8, events.LastKnownBlockCount);
        writer.UInt64(9, events.LastKnownBlockCumulativeTxoCount);
        for (int i = 0; i < results.Keys.Count; i++)
        {
            int start = writer.Begin(10);
            writer.Bytes(1, results.Keys[i]);
            writer.Fixed32Always(2, results.Code(i));
            writer.Bytes(3, results.Ciphertext(i));
            writer.Fixed32Always(4, results.PayloadLength(i));
            writer.End(start);
        }
    }

    // The payload ends at a secret place, so that its field and the padding's are laid out together.
    private static void WriteOldForm(ProstWriter writer, CollatedResults results)
    {
        using var head = new ProstWriter();
        Span<byte> split = stackalloc byte[SplitCiphertext.Size];
        for (int i = 0; i < results.Keys.Count; i++)
        {
            head.Clear();
            head.Bytes(1, results.Keys[i]);
            head.Fixed32Always(2, results.Code(i));
            SplitCiphertext.Write(results.Ciphertext(i), results.PayloadLength(i), split);
            byte[] result = [.. head.Written, .. split];
            writer.BytesAlways(7, result);
            CryptographicOperations.ZeroMemory(result);
        }
        CryptographicOperations.ZeroMemory(split);
    }
}
