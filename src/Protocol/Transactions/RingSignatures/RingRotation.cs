// Turning a ring by a secret number of places (fact sheet crypto §12).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>
/// A signer's walk begins at the real member. Turning the ring to put it in front, with masks, lets everything else run over fixed places.
/// </summary>
internal static class RingRotation
{
    /// <summary>
    /// Moves item (i + places) modulo the count to place i. One pass for each bit of places, which moves everything or nothing by mask.
    /// </summary>
    /// <param name="items">The items, end to end.</param>
    /// <param name="itemSize">Bytes of one.</param>
    /// <param name="places">Secret; 0 to twice the count less one.</param>
    internal static void Left(Span<byte> items, int itemSize, int places)
    {
        int count = items.Length / itemSize;
        using SecretBuffer<byte> turned = new(items.Length);
        Span<byte> other = turned.Span;
        for (int bit = 0; 1 << bit < 2 * count; bit++)
        {
            int shift = (1 << bit) % count * itemSize;
            items[shift..].CopyTo(other);
            items[..shift].CopyTo(other[(items.Length - shift)..]);
            (~Choice.IsZero(((ulong)(uint)places >> bit) & 1)).Copy(other, items);
        }
    }
}
