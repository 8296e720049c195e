// Which nonces a reader has taken, without remembering them all (after RFC 6479: a ring of words, cleared ahead of the highest nonce).
namespace MobileCoin.Crypto;

/// <summary>Remembers the highest nonce taken and which of at least <see cref="Size"/> before it. Nonces are public.</summary>
internal sealed class ReplayWindow
{
    /// <summary>Nonces this far behind the highest one can still be taken.</summary>
    internal const int Size = (Words - 1) * WordBits;

    private const int Words = 32;
    private const int WordBits = 64;

    private readonly ulong[] _taken = new ulong[Words];
    private ulong _highest;
    private bool _any;

    /// <summary>The nonce was not taken and is not forgotten.</summary>
    internal bool IsFresh(ulong nonce)
    {
        if (!_any || nonce > _highest) return true;
        return _highest - nonce <= Size && (Word(nonce) & Bit(nonce)) == 0;
    }

    /// <summary>Takes a fresh nonce, whose message was genuine.</summary>
    internal void Mark(ulong nonce)
    {
        if (nonce > _highest)
        {
            ulong words = Math.Min(Words, (nonce / WordBits) - (_highest / WordBits));
            for (ulong i = 0; i < words; i++) Word(nonce - (i * WordBits)) = 0;
            _highest = nonce;
        }
        Word(nonce) |= Bit(nonce);
        _any = true;
    }

    private ref ulong Word(ulong nonce) => ref _taken[(int)(nonce / WordBits % Words)];

    private static ulong Bit(ulong nonce) => 1ul << (int)(nonce % WordBits);
}
