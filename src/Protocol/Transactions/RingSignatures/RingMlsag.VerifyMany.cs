// Verification of a block's worth of ring signatures (fact sheet ledger §2.10).
namespace MobileCoin.Transactions;

public sealed partial class RingMlsag
{
    /// <summary>Rings and members that go through the lanes together: enough to fill them, few enough for the second-level cache.</summary>
    private const int ChunkRings = 64, ChunkMembers = 1024;

    /// <summary>
    /// Verifies many signatures, with the verdicts that <see cref="Verify"/> gives one by one: rings go side by side, so that the vectors of
    /// the machine are full at every step. Ring sizes may differ; equal ones are fastest, as are messages of equal length.
    /// </summary>
    /// <param name="rings">The signatures.</param>
    /// <param name="verdicts">Receives a verdict each.</param>
    /// <exception cref="ArgumentException">There are not as many verdicts as signatures.</exception>
    public static void VerifyMany(ReadOnlySpan<RingVerification> rings, Span<RingSignatureError> verdicts)
    {
        if (rings.Length != verdicts.Length)
        {
            throw new ArgumentException($"Expected {rings.Length} verdicts, got room for {verdicts.Length}", nameof(verdicts));
        }
        Span<int> chunk = stackalloc int[ChunkRings];
        int count = 0, members = 0;
        for (int i = 0; i < rings.Length; i++)
        {
            RingVerification ring = rings[i];
            int size = ring.Ring.Length;
            if (!ring.Signature.IsShaped(size) || size > ChunkMembers)
            {
                verdicts[i] = ring.Signature.Verify(ring.Message.Span, ring.Ring.Span, ring.OutputCommitment);
                continue;
            }
            if (count == ChunkRings || members + size > ChunkMembers)
            {
                VerifyChunk(rings, chunk[..count], members, verdicts);
                count = members = 0;
            }
            chunk[count++] = i;
            members += size;
        }
        VerifyChunk(rings, chunk[..count], members, verdicts);
    }

    private static void VerifyChunk(ReadOnlySpan<RingVerification> all, ReadOnlySpan<int> chunk, int members, Span<RingSignatureError> verdicts)
    {
        if (chunk.Length > 1)
        {
            using RingBlock block = new(all, chunk, members);
            block.Verify(verdicts);
            return;
        }
        foreach (int i in chunk) verdicts[i] = all[i].Signature.Verify(all[i].Message.Span, all[i].Ring.Span, all[i].OutputCommitment);
    }
}
