using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MobileCoin.Grpc.Test;

/// <summary>HTTP/2 frame by frame, to say what no client says.</summary>
internal sealed class RawConnection : IDisposable
{
    internal const byte Data = 0, Headers = 1, Reset = 3, Settings = 4, Ping = 6, GoAway = 7, Continuation = 9;

    private readonly TcpClient _client = new();

    internal NetworkStream Stream { get; private set; } = null!;

    internal static async Task<RawConnection> OpenAsync(IPEndPoint to, bool preface = true)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(to, TestContext.Current.CancellationToken);
        connection.Stream = connection._client.GetStream();
        if (!preface) return connection;
        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await connection.SendAsync(Frame(Settings, 0, 0, []));
        return connection;
    }

    internal static byte[] Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        return frame;
    }

    /// <summary>Header fields without index or compression.</summary>
    internal static byte[] Fields(params (string Name, string Value)[] fields)
    {
        List<byte> bytes = [];
        foreach ((string name, string value) in fields)
        {
            bytes.Add(0);
            Text(name);
            Text(value);
        }
        return [.. bytes];

        void Text(string text)
        {
            if (text.Length < 127) bytes.Add((byte)text.Length);
            else
            {
                bytes.Add(127);
                int rest = text.Length - 127;
                for (; rest > 127; rest >>= 7) bytes.Add((byte)((rest & 127) | 128));
                bytes.Add((byte)rest);
            }
            bytes.AddRange(Encoding.ASCII.GetBytes(text));
        }
    }

    internal static byte[] CallFields(string path) => Fields(
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("content-type", "application/grpc"), ("te", "trailers"));

    internal ValueTask SendAsync(byte[] bytes) => Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Reads frames until one of a type has come; false when the connection ended before.</summary>
    internal async Task<bool> WaitForAsync(byte type)
    {
        byte[] header = new byte[9];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(EchoServer.Soon);
        try
        {
            while (true)
            {
                await Stream.ReadExactlyAsync(header, limit.Token);
                byte[] payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(header) >> 8];
                await Stream.ReadExactlyAsync(payload, limit.Token);
                if (header[3] == type) return true;
            }
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until the server has closed the connection.</summary>
    internal async Task WaitForEndAsync() => Assert.False(await WaitForAsync(255));

    public void Dispose() => _client.Dispose();
}
