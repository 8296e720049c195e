// STROBE-128 over Keccak-f[1600], the part that Merlin uses (fact sheet crypto §2.2).
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>A STROBE duplex at security level 128. A value of 25 words and two positions; what a branch depends on are lengths.</summary>
internal struct Strobe128
{
    /// <summary>Bytes absorbed or squeezed between two permutations.</summary>
    internal const int Rate = 166;

    /// <summary>The flags of the operations, for who writes framing himself.</summary>
    internal const byte MetaAdFlags = (byte)Operation.MetaAd, AdFlags = (byte)Operation.Ad, PrfFlags = (byte)Operation.Prf;

    private State _state;
    private byte _position;
    private byte _begin;
    private Operation _operation;

    internal Strobe128(ReadOnlySpan<byte> protocol)
    {
        Span<byte> bytes = Bytes(ref _state);
        ((ReadOnlySpan<byte>)[1, Rate + 2, 1, 0, 1, 96]).CopyTo(bytes);
        "STROBEv1.0.2"u8.CopyTo(bytes[6..]);
        KeccakF1600.Permute(_state);
        _operation = Operation.MetaAd;
        MetaAd(protocol);
    }

    /// <summary>How much of the block at work is absorbed.</summary>
    internal readonly byte Position => _position;

    /// <summary>Where in the block the operation at work began.</summary>
    internal readonly byte BeginMark => _begin;

    /// <summary>A word of the state.</summary>
    internal readonly ulong Word(int index) => _state[index];

    /// <summary>Absorbs framing: data about the data.</summary>
    internal void MetaAd(ReadOnlySpan<byte> data)
    {
        Begin(Operation.MetaAd);
        Absorb(data);
    }

    /// <summary>Absorbs more framing, as one with the operation before.</summary>
    internal void ContinueMetaAd(ReadOnlySpan<byte> data)
    {
        RequireStarted();
        Debug.Assert(_operation == Operation.MetaAd, "a continuation has the flags of what it continues");
        Absorb(data);
    }

    /// <summary>Absorbs data.</summary>
    internal void Ad(ReadOnlySpan<byte> data)
    {
        Begin(Operation.Ad);
        Absorb(data);
    }

    /// <summary>Absorbs more data, as one with the operation before.</summary>
    internal void ContinueAd(ReadOnlySpan<byte> data)
    {
        RequireStarted();
        Debug.Assert(_operation == Operation.Ad, "a continuation has the flags of what it continues");
        Absorb(data);
    }

    /// <summary>Absorbs a message with its framing, label and length: at once if all of it lies within the block at work, as most does.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Message(ReadOnlySpan<byte> label, ReadOnlySpan<byte> message)
    {
        RequireStarted();
        int second = 2 + label.Length + sizeof(uint);
        if (message.Length >= Rate - _position - second - 2)
        {
            Frame(label, message.Length);
            Ad(message);
            return;
        }
        int size = second + 2 + message.Length;
        Span<byte> to = Bytes(ref _state).Slice(_position, size);
        to[0] ^= _begin;
        to[1] ^= MetaAdFlags;
        XorInto(to.Slice(2, label.Length), label);
        Span<byte> length = to.Slice(second - sizeof(uint), sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(length, BinaryPrimitives.ReadUInt32LittleEndian(length) ^ (uint)message.Length);
        to[second] ^= (byte)(_position + 1);
        to[second + 1] ^= AdFlags;
        XorInto(to.Slice(second + 2, message.Length), message);
        _begin = (byte)(_position + second + 1);
        _position += (byte)size;
        _operation = Operation.Ad;
    }

    /// <summary>Absorbs the framing of a message whose bytes follow.</summary>
    internal void Frame(ReadOnlySpan<byte> label, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        MetaAd(label);
        ContinueMetaAd(bytes);
    }

    /// <summary>Squeezes pseudorandom bytes; what was squeezed is gone from the state.</summary>
    internal void Prf(Span<byte> output)
    {
        Begin(Operation.Prf);
        Span<byte> bytes = Bytes(ref _state);
        while (!output.IsEmpty)
        {
            int taken = Math.Min(output.Length, Rate - _position);
            Span<byte> part = bytes.Slice(_position, taken);
            part.CopyTo(output);
            part.Clear();
            output = output[taken..];
            Advance(taken);
        }
    }

    /// <summary>Rekeys: the key's bytes take the place of the state's.</summary>
    internal void Key(ReadOnlySpan<byte> key)
    {
        Begin(Operation.Key);
        Span<byte> bytes = Bytes(ref _state);
        while (!key.IsEmpty)
        {
            int taken = Math.Min(key.Length, Rate - _position);
            key[..taken].CopyTo(bytes[_position..]);
            key = key[taken..];
            Advance(taken);
        }
    }

    internal void Wipe() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<Strobe128>(ref this)));

    /// <summary>A state of zeros is nobody's secret: nothing may be drawn from it.</summary>
    /// <exception cref="InvalidOperationException">The state was wiped, or never started.</exception>
    internal readonly void RequireStarted()
    {
        if (_operation == Operation.None) Error.ThrowNotStarted();
    }

    private void Begin(Operation operation)
    {
        RequireStarted();
        byte before = _begin;
        _begin = (byte)(_position + 1);
        _operation = operation;
        Absorb([before, (byte)operation]);
        if ((operation & (Operation.C | Operation.K)) != Operation.None && _position != 0) EndBlock();
    }

    private void Absorb(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = Bytes(ref _state);
        while (!data.IsEmpty)
        {
            int taken = Math.Min(data.Length, Rate - _position);
            XorInto(bytes.Slice(_position, taken), data);
            data = data[taken..];
            Advance(taken);
        }
    }

    private void Advance(int count)
    {
        _position += (byte)count;
        if (_position == Rate) EndBlock();
    }

    private void EndBlock()
    {
        Span<byte> bytes = Bytes(ref _state);
        bytes[_position] ^= _begin;
        bytes[_position + 1] ^= 0x04;
        bytes[Rate + 1] ^= 0x80;
        KeccakF1600.Permute(_state);
        _position = 0;
        _begin = 0;
    }

    private static void XorInto(Span<byte> target, ReadOnlySpan<byte> data)
    {
        int done = 0;
        for (; done <= target.Length - sizeof(ulong); done += sizeof(ulong))
        {
            ulong word = MemoryMarshal.Read<ulong>(target[done..]) ^ MemoryMarshal.Read<ulong>(data[done..]);
            MemoryMarshal.Write(target[done..], word);
        }
        if (target.Length - done >= sizeof(uint))
        {
            uint word = MemoryMarshal.Read<uint>(target[done..]) ^ MemoryMarshal.Read<uint>(data[done..]);
            MemoryMarshal.Write(target[done..], word);
            done += sizeof(uint);
        }
        for (; done < target.Length; done++) target[done] ^= data[done];
    }

    private static Span<byte> Bytes(ref State state) => MemoryMarshal.AsBytes((Span<ulong>)state);

    /// <summary>The operations as combinations of STROBE's flags.</summary>
    [Flags]
    private enum Operation : byte
    {
        None = 0,
        I = 1,
        A = 2,
        C = 4,
        M = 16,
        K = 32,
        Ad = A,
        Key = A | C,
        Prf = I | A | C,
        MetaAd = M | A,
    }

    [InlineArray(KeccakF1600.Words)]
    private struct State
    {
        private ulong _first;
    }
}
