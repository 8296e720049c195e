// A client that costs little: requests are prepared frames, answers are only counted. What is left is the server's time.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MobileCoin.Perf;

/// <summary>Calls over one HTTP/2 connection, a number of them at a time. It polls: the thread's processor time is the time that passes.</summary>
internal sealed class LoadClient : IDisposable
{
    internal const int Streams = 64;

    private const int HeaderLength = 9;
    private const byte DataFrame = 0, HeadersFrame = 1, ResetFrame = 3, SettingsFrame = 4, PingFrame = 6, GoAwayFrame = 7, WindowFrame = 8;
    private const byte EndStream = 1, EndHeaders = 4, Ack = 1;
    private const int LargestWindow = int.MaxValue;
    private const int FirstWindow = 65535;

    // Streams on their way are not further apart than this.
    private const int Window = 1 << 14;

    private readonly Socket _socket;
    private readonly byte[] _request, _in = new byte[1 << 20];
    private readonly byte[] _out;
    private readonly long[] _started = new long[Streams];
    private readonly Stack<int> _free = new(Enumerable.Range(0, Streams));
    private readonly int[] _slots = new int[Window];
    private readonly Action<int, Span<byte>>? _write;
    private readonly int _dataAt;
    private int _inLength, _outLength, _received;
    private int _nextStream = 1;

    /// <summary>A connection.</summary>
    /// <param name="server">The server.</param>
    /// <param name="path">The method.</param>
    /// <param name="contentType">Its content type.</param>
    /// <param name="body">The request.</param>
    /// <param name="write">Changes the request for each call, in its place: gets the number of the call's slot, which has one call at a time.</param>
    internal LoadClient(IPEndPoint server, string path, string contentType, byte[] body, Action<int, Span<byte>>? write = null)
    {
        _write = write;
        byte[] fields = Fields(
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", server.ToString()), ("te", "trailers"), ("content-type", contentType),
            ("user-agent", "grpc-python/1.51.1 grpc-c/29.0.0 (linux; chttp2)"), ("grpc-accept-encoding", "identity, deflate, gzip"));
        _dataAt = HeaderLength + fields.Length;
        _request = [.. Frame(HeadersFrame, EndHeaders, fields), .. Frame(DataFrame, EndStream, body)];
        _out = new byte[(_request.Length * Streams) + 4096];
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(server);
        byte[] window = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(window, LargestWindow - FirstWindow);
        _socket.Send([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsFrame, 0, [0, 4, 0x7F, 0xFF, 0xFF, 0xFF]), .. Frame(WindowFrame, 0, window)]);
        _socket.Blocking = false;
    }

    /// <summary>Makes calls, as many at a time as there are streams, and waits for the last.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="latencies">Gets each call's time in ticks of the stopwatch; null when nobody wants them.</param>
    internal void Run(int calls, List<long>? latencies = null)
    {
        int left = calls, pending = 0;
        while (left > 0 || pending > 0)
        {
            while (left > 0 && pending < Streams)
            {
                Call();
                left--;
                pending++;
            }
            Flush();
            pending -= Receive(latencies);
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Call()
    {
        _request.CopyTo(_out, _outLength);
        BinaryPrimitives.WriteInt32BigEndian(_out.AsSpan(_outLength + 5), _nextStream);
        BinaryPrimitives.WriteInt32BigEndian(_out.AsSpan(_outLength + _dataAt + 5), _nextStream);
        _outLength += _request.Length;
        int slot = _free.Pop();
        _write?.Invoke(slot, _out.AsSpan(_outLength - _request.Length + _dataAt + HeaderLength, _request.Length - _dataAt - HeaderLength));
        _slots[_nextStream / 2 % Window] = slot;
        _started[slot] = Stopwatch.GetTimestamp();
        _nextStream += 2;
    }

    private void Flush()
    {
        int sent = 0;
        while (sent < _outLength)
        {
            int count = _socket.Send(_out.AsSpan(sent, _outLength - sent), SocketFlags.None, out SocketError error);
            if (error is not (SocketError.Success or SocketError.WouldBlock)) throw new InvalidOperationException($"the connection failed: {error}");
            sent += Math.Max(count, 0);
        }
        _outLength = 0;
    }

    // How many calls ended.
    private int Receive(List<long>? latencies)
    {
        int count = _socket.Receive(_in.AsSpan(_inLength), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock) return 0;
        if (error != SocketError.Success || count == 0) throw new InvalidOperationException($"the connection ended: {error}");
        _inLength += count;
        int at = 0, ended = 0;
        while (_inLength - at >= HeaderLength)
        {
            int length = (int)(BinaryPrimitives.ReadUInt32BigEndian(_in.AsSpan(at)) >> 8);
            if (_inLength - at < HeaderLength + length) break;
            byte type = _in[at + 3], flags = _in[at + 4];
            if (type is ResetFrame or GoAwayFrame) throw new InvalidOperationException("the server refused a call");
            if (type == SettingsFrame && (flags & Ack) == 0) Put(Frame(SettingsFrame, Ack, []));
            if (type == PingFrame && (flags & Ack) == 0) Put(Frame(PingFrame, Ack, _in.AsSpan(at + HeaderLength, length)));
            if (type == DataFrame) Replenish(length);
            if (type is DataFrame or HeadersFrame && (flags & EndStream) != 0)
            {
                ended++;
                int stream = BinaryPrimitives.ReadInt32BigEndian(_in.AsSpan(at + 5));
                int slot = _slots[stream / 2 % Window];
                _free.Push(slot);
                latencies?.Add(Stopwatch.GetTimestamp() - _started[slot]);
            }
            at += HeaderLength + length;
        }
        _in.AsSpan(at, _inLength - at).CopyTo(_in);
        _inLength -= at;
        return ended;
    }

    private void Replenish(int length)
    {
        _received += length;
        if (_received < LargestWindow / 4) return;
        byte[] window = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(window, _received);
        Put(Frame(WindowFrame, 0, window));
        _received = 0;
    }

    private void Put(byte[] frame)
    {
        frame.CopyTo(_out, _outLength);
        _outLength += frame.Length;
    }

    private static byte[] Frame(byte type, byte flags, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        payload.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    // Fields without index or compression; texts are shorter than 127 bytes.
    private static byte[] Fields(params (string Name, string Value)[] fields) =>
        [.. fields.SelectMany(f => (byte[])[0, (byte)f.Name.Length, .. Encoding.ASCII.GetBytes(f.Name), (byte)f.Value.Length, .. Encoding.ASCII.GetBytes(f.Value)])];
}
