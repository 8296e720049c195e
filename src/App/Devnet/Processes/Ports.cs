using System.Net;
using System.Net.Sockets;

namespace MobileCoin.Devnet;

/// <summary>
/// Ports that nobody listened on a moment ago. They lie below those that the kernel gives to outgoing connections, which might take them from a
/// program that is killed and started again.
/// </summary>
internal static class Ports
{
    private const int First = 15000, Last = 32000;

    private static readonly HashSet<int> Given = [];

    internal static int Free()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, Last);
            lock (Given)
            {
                if (!Given.Add(port)) continue;
            }
            if (IsFree(port)) return port;
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
}
