// Knocks at the host's door while the page's own script is still being read; renderer/door/begun-door.ts goes on from there.
const token =
  new URLSearchParams(location.hash.slice(1)).get('token') ?? sessionStorage.getItem('manysite-token');
if (token !== null) {
  const socket = new WebSocket(`ws://${location.host}/door`);
  const door = { token, socket, welcome: null, isClosed: false };
  socket.onopen = () => socket.send(JSON.stringify({ token, framesSites: !('manysite' in window) }));
  socket.onmessage = ({ data }) => {
    door.welcome = data;
  };
  socket.onclose = () => {
    door.isClosed = true;
  };
  window.manysiteDoor = door;
}
