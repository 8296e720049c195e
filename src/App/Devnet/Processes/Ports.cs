using System.Net;
using System.Net.Sockets;

namespace MobileCoin.Devnet;

/// <summary>
/// Ports that nobody listened on a moment ago. They lie below those that the kernel gives to outgoing connections, which might take them from a
/// program that is killed and started again. A process takes them from blocks that it has for itself as long as it lives: networks that start side
/// by side do not choose the same ones.
/// </summary>
internal static class Ports
{
    private const int First = 15000, BlockSize = 64, Blocks = 265;

    private static readonly Lock Gate = new();
    private static readonly List<Socket> Held = [];
    private static int _next, _end;

    internal static int Free()
    {
        lock (Gate)
        {
            while (true)
            {
                if (_next == _end) TakeBlock();
                int port = _next++;
                if (IsFree(port)) return port;
            }
        }
    }

    /// <summary>Whether nobody listens on a port of the loopback.</summary>
    internal static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void TakeBlock()
    {
        int start = Random.Shared.Next(Blocks);
        for (int i = 0; i < Blocks; i++)
        {
            int block = (start + i) % Blocks;
            if (!Hold(block)) continue;
            (_next, _end) = (First + (block * BlockSize), First + ((block + 1) * BlockSize));
            return;
        }
        throw new InvalidOperationException($"all ports from {First} to {First + (Blocks * BlockSize) - 1} are in use by networks on this machine");
    }

    // A name in the kernel, where the ports are: it is free again when the process has ended, however it ends.
    private static bool Hold(int block)
    {
        if (!OperatingSystem.IsLinux()) return true;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0mobilecoin-ports-{block}"));
            Held.Add(socket);
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }
}
