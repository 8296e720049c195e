// What a transcript of messages alone feeds the sponge, kept to be absorbed later (fact sheet crypto §2.2).
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// As long as messages are only appended, what STROBE absorbs does not depend on its state: framing and data are a byte string cut into
/// blocks. A recording holds that string, so that many transcripts can be absorbed side by side. Messages may be secret: wiped on disposal.
/// </summary>
internal sealed class MerlinRecording : IDisposable
{
    /// <summary>Bytes of a block: the rate, the two bytes of STROBE's padding behind it, to whole words.</summary>
    internal const int BlockSize = Strobe128.Rate + 2;

    private byte[] _blocks = new byte[64 * BlockSize];
    private int _block; // where the block at work starts
    private int _position;
    private byte _begin;

    /// <summary>Whole blocks, once <see cref="Finish"/> was called.</summary>
    internal int Count => _block / BlockSize;

    /// <summary>The words of a block.</summary>
    internal ReadOnlySpan<byte> Block(int index) => _blocks.AsSpan(index * BlockSize, BlockSize);

    /// <summary>Starts over, behind a state that every transcript starts with.</summary>
    internal void Start(in Strobe128 start)
    {
        Dispose();
        _position = start.Position;
        _begin = start.BeginMark;
    }

    /// <summary>Appends a message.</summary>
    internal void Append(ReadOnlySpan<byte> label, ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)message.Length);
        int size = 2 + label.Length + sizeof(uint) + 2 + message.Length;
        if (_position + size >= Strobe128.Rate)
        {
            Begin(Strobe128.MetaAdFlags);
            Absorb(label);
            Absorb(length);
            Begin(Strobe128.AdFlags);
            Absorb(message);
            return;
        }
        // Most messages lie within a block.
        Span<byte> to = _blocks.AsSpan(_block + _position, size);
        int second = 2 + label.Length + sizeof(uint);
        to[0] = _begin;
        to[1] = Strobe128.MetaAdFlags;
        label.CopyTo(to[2..]);
        length.CopyTo(to[(second - sizeof(uint))..]);
        to[second] = (byte)(_position + 1);
        to[second + 1] = Strobe128.AdFlags;
        message.CopyTo(to[(second + 2)..]);
        _begin = (byte)(_position + second + 1);
        _position += size;
    }

    /// <summary>Begins a message whose bytes follow in pieces.</summary>
    internal void BeginMessage(ReadOnlySpan<byte> label, int length)
    {
        Frame(label, length);
        Begin(Strobe128.AdFlags);
    }

    /// <summary>Appends a piece of a message.</summary>
    internal void ContinueMessage(ReadOnlySpan<byte> piece) => Absorb(piece);

    /// <summary>Ends with the request for a challenge, which the state then starts with.</summary>
    internal void Finish(ReadOnlySpan<byte> label, int length)
    {
        Frame(label, length);
        Begin(Strobe128.PrfFlags);
        if (_position != 0) EndBlock();
    }

    /// <summary>Wipes what was recorded.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_blocks.AsSpan(0, _block + BlockSize));
        _block = 0;
        _position = 0;
    }

    private void Frame(ReadOnlySpan<byte> label, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        Begin(Strobe128.MetaAdFlags);
        Absorb(label);
        Absorb(bytes);
    }

    private void Begin(byte flags)
    {
        byte before = _begin;
        _begin = (byte)(_position + 1);
        Absorb([before, flags]);
    }

    private void Absorb(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            int taken = Math.Min(data.Length, Strobe128.Rate - _position);
            data[..taken].CopyTo(_blocks.AsSpan(_block + _position));
            data = data[taken..];
            _position += taken;
            if (_position == Strobe128.Rate) EndBlock();
        }
    }

    private void EndBlock()
    {
        Span<byte> block = _blocks.AsSpan(_block, BlockSize);
        block[_position] ^= _begin;
        block[_position + 1] ^= 0x04;
        block[Strobe128.Rate + 1] ^= 0x80;
        _block += BlockSize;
        _position = 0;
        _begin = 0;
        if (_block + BlockSize > _blocks.Length) Grow();
    }

    // New blocks are zeros: the padding is added to what a block holds.
    private void Grow()
    {
        byte[] larger = new byte[2 * _blocks.Length];
        _blocks.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(_blocks);
        _blocks = larger;
    }
}
