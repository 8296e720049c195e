// The fees of a block, a total for each token (fact sheets consensus §3.6 step 3, ledger §3.6 step 3).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>
/// Totals of 128 bits for every configured token, in the order of tokens at first. Which tokens have a total is secret: adding reads and writes
/// all entries, and zeros move to the end by a fixed sequence of masked exchanges. Wiped on disposal.
/// </summary>
internal sealed class FeeTotals : IDisposable
{
    private readonly ulong[] _tokens, _low, _high;

    internal FeeTotals(FeeMap fees)
    {
        _tokens = fees.Tokens.ToArray();
        _low = new ulong[_tokens.Length];
        _high = new ulong[_tokens.Length];
    }

    internal int Count => _tokens.Length;

    internal ulong Token(int entry) => _tokens[entry];

    internal UInt128 Total(int entry) => new(_high[entry], _low[entry]);

    /// <summary>Takes as much of a total as one output holds: all of it, or 2^64 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ulong Take(int entry)
    {
        ulong low = _low[entry], value = Choice.IsZero(_high[entry]).Select(low, ulong.MaxValue);
        _high[entry] -= Choice.Less(low, value).Mask & 1;
        _low[entry] = low - value;
        return value;
    }

    /// <summary>Adds a fee to the total of its token; nothing if the token is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(Amount fee)
    {
        for (int i = 0; i < _tokens.Length; i++)
        {
            ulong value = Choice.Equal(_tokens[i], fee.TokenId).Select(fee.Value, 0UL);
            ulong low = _low[i] + value;
            _high[i] += Choice.Less(low, value).Mask & 1;
            _low[i] = low;
        }
    }

    /// <summary>Brings totals that are not zero to the front. The order that results is part of the protocol: all nodes must have the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void MoveZerosToTheEnd()
    {
        for (int p = _tokens.Length - 1; p > 0; p--)
        {
            for (int c = 0; c < p; c++) Exchange(c, p, IsZero(c) & ~IsZero(p));
        }
    }

    /// <summary>Whether nothing is in a total, or left of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Choice IsZero(int entry) => Choice.IsZero(_low[entry] | _high[entry]);

    public void Dispose()
    {
        Wipe(_tokens);
        Wipe(_low);
        Wipe(_high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exchange(int a, int b, Choice exchange)
    {
        Exchange(ref _tokens[a], ref _tokens[b], exchange);
        Exchange(ref _low[a], ref _low[b], exchange);
        Exchange(ref _high[a], ref _high[b], exchange);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref ulong a, ref ulong b, Choice exchange)
    {
        ulong difference = (a ^ b) & exchange.Mask;
        a ^= difference;
        b ^= difference;
    }

    private static void Wipe(ulong[] words) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words.AsSpan()));
}
