using System.Net;
using System.Net.Sockets;

namespace MobileCoin.Network;

/// <summary>Ports that nobody listened on a moment ago.</summary>
internal static class Ports
{
    internal static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
