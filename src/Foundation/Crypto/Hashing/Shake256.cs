// SHAKE256 (FIPS 202 section 6.2): the chain that range proofs take their generators from (fact sheet ledger §2.13).
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// SHAKE256 of one message, read piece by piece. The library of an old system may lack it, so it is here. Constant time but for lengths.
/// </summary>
public sealed class Shake256
{
    private const int Rate = 136;

    private readonly ulong[] _state = new ulong[KeccakF1600.Words];
    private int _read = Rate;

    /// <summary>Absorbs a message, all of it.</summary>
    public Shake256(ReadOnlySpan<byte> message)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(_state.AsSpan());
        while (message.Length >= Rate)
        {
            Xor(bytes, message[..Rate]);
            KeccakF1600.Permute(_state);
            message = message[Rate..];
        }
        Xor(bytes, message);
        bytes[message.Length] ^= 0x1f;
        bytes[Rate - 1] ^= 0x80;
    }

    /// <summary>Gives the next bytes of the output, any number of them.</summary>
    public void Read(Span<byte> output)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(_state.AsSpan());
        while (output.Length > 0)
        {
            if (_read == Rate)
            {
                KeccakF1600.Permute(_state);
                _read = 0;
            }
            int length = Math.Min(output.Length, Rate - _read);
            bytes.Slice(_read, length).CopyTo(output);
            output = output[length..];
            _read += length;
        }
    }

    /// <summary>Overwrites the state; for messages that are secret.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_state.AsSpan()));

    private static void Xor(Span<byte> state, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < block.Length; i++) state[i] ^= block[i];
    }
}
